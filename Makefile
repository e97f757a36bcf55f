# `make demo` and `make test` do all their own set-up on a fresh Debian with Swift 6.3.

PREFIX ?= /usr/local
RELEASE = -c release --product mailaudit

# Seconds for each target of `make fuzz`; gigabytes of the logs of which `make bench` tells the memory.
SECONDS = 600
MEMORY = 0.5 1

.PHONY: build demo test lint bench fuzz install clean

build:
	Tests/packages.sh build
	swift build $(RELEASE)

demo:
	Tests/packages.sh demo
	swift build $(RELEASE)
	rm -rf .build/demo
	"$$(swift build $(RELEASE) --show-bin-path)/mailaudit" demo --output .build/demo

# Samba's ports are 389 and 636 and nothing else: whoever is not root gets a loopback of his own.
test:
	Tests/packages.sh test
	swift build --build-tests
	if [ "$$(id -u)" = 0 ]; then swift test; else \
	  unshare -cn --keep-caps sh -c 'ip link set lo up && exec swift test'; fi

lint:
	swift format lint --strict --recursive Package.swift Sources Tests policies

bench:
	Tests/packages.sh bench
	swift build $(RELEASE)
	MAILAUDIT="$$(swift build $(RELEASE) --show-bin-path)/mailaudit" Tests/Benchmarks/logs.sh
	MAILAUDIT="$$(swift build $(RELEASE) --show-bin-path)/mailaudit" Tests/Benchmarks/formats.sh
	MAILAUDIT="$$(swift build $(RELEASE) --show-bin-path)/mailaudit" Tests/Benchmarks/memory.sh $(MEMORY)
	MAILAUDIT="$$(swift build $(RELEASE) --show-bin-path)/mailaudit" Tests/Benchmarks/ldap.sh

fuzz:
	Tests/packages.sh fuzz
	Tests/Fuzz/run.sh $(SECONDS)

install: build
	install -D "$$(swift build $(RELEASE) --show-bin-path)/mailaudit" "$(PREFIX)/bin/mailaudit"

clean:
	swift package clean
