// libarchive: reads the tar inside Debian packages and of other ecosystems.
#pragma once
#include <archive.h>
#include <archive_entry.h>
