# `make demo` and `make test` do all their own set-up on a fresh Debian with Swift 6.3.

PREFIX ?= /usr/local
RELEASE = -c release --product mailaudit

.PHONY: build demo test lint bench install clean

build:
	Tests/packages.sh build
	swift build $(RELEASE)

demo:
	Tests/packages.sh demo
	swift build $(RELEASE)
	rm -rf .build/demo
	"$$(swift build $(RELEASE) --show-bin-path)/mailaudit" demo --output .build/demo

test:
	Tests/packages.sh test
	swift test

lint:
	swift format lint --strict --recursive Package.swift Sources Tests policies

bench:
	Tests/packages.sh bench
	swift build $(RELEASE)
	Tests/Benchmarks/logs.sh "$$(swift build $(RELEASE) --show-bin-path)/mailaudit"
	Tests/Benchmarks/ldap.sh "$$(swift build $(RELEASE) --show-bin-path)/mailaudit"

install: build
	install -D "$$(swift build $(RELEASE) --show-bin-path)/mailaudit" "$(PREFIX)/bin/mailaudit"

clean:
	swift package clean
