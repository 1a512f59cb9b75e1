#include "assets.h"

const char *const assets_bundle = "swift-thumbnail_Assets.resources";
