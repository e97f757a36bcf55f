#ifndef CPANGOCAIRO_SHIM_H
#define CPANGOCAIRO_SHIM_H
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>

// GObject's casts are macros, which Swift does not see.
static inline void mailaudit_unref(void *object) { g_object_unref(object); }

// A font map over the fonts of one configuration alone, in which a point is one unit.
static inline PangoFontMap *mailaudit_font_map(FcConfig *configuration) {
  PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  if (map == NULL) return NULL;
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), configuration);
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
  return map;
}

// The layout never borrows a glyph from another font and never adds a hyphen or a ligature.
static inline void mailaudit_set_plainly(PangoLayout *layout) {
  PangoAttrList *list = pango_attr_list_new();
  pango_attr_list_insert(list, pango_attr_fallback_new(FALSE));
  pango_attr_list_insert(list, pango_attr_insert_hyphens_new(FALSE));
  pango_attr_list_insert(list, pango_attr_font_features_new("liga=0, clig=0"));
  pango_layout_set_attributes(layout, list);
  pango_attr_list_unref(list);
}
#endif
