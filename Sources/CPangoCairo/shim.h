#ifndef CPANGOCAIRO_SHIM_H
#define CPANGOCAIRO_SHIM_H
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>

// GObject's casts are macros, which Swift does not see.
static inline void mailaudit_unref(void *object) { g_object_unref(object); }
#endif
