// libzip, and the zlib that it stands on (libzip's development package brings both).
#pragma once
#include <zip.h>
#include <zlib.h>
