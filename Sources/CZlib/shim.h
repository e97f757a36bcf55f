#ifndef CZLIB_SHIM_H
#define CZLIB_SHIM_H
#include <zlib.h>

// inflateInit2 is a macro, which Swift does not see: 31 is gzip with the largest window.
static inline int mailaudit_gunzip_init(z_stream *stream) { return inflateInit2(stream, 31); }
#endif
