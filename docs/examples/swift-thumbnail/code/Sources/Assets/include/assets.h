#ifndef ASSETS_H
#define ASSETS_H

/// The folder of the resources, beside the program.
extern const char *const assets_bundle;

#endif
