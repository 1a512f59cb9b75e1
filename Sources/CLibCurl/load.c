#include "CLibCurl.h"

#include <dlfcn.h>

struct fclayer_curl_functions fclayer_curl;

/// The library by the name that its ABI has had since 2006. Debian has it once more with GnuTLS.
static void *open_library(void) {
#ifdef __APPLE__
    static const char *const names[] = {"libcurl.4.dylib", "/usr/lib/libcurl.4.dylib"};
#else
    static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
#endif
    for (size_t index = 0; index < sizeof names / sizeof *names; index++) {
        void *library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
        if (library) return library;
    }
    return NULL;
}

CURLcode fclayer_curl_start(void) {
    void *library = open_library();
    if (!library) return CURLE_FAILED_INIT;
    struct fclayer_curl_functions found;
    // POSIX lets an object's address be turned into a function's in this way.
#define FIND(name) \
    if (!(*(void **)&found.name = dlsym(library, "curl_" #name))) return CURLE_FAILED_INIT
    FIND(global_init);
    FIND(easy_init);
    FIND(easy_cleanup);
    FIND(easy_strerror);
    FIND(easy_setopt);
    FIND(easy_getinfo);
    FIND(slist_append);
    FIND(slist_free_all);
    FIND(multi_init);
    FIND(multi_cleanup);
    FIND(multi_setopt);
    FIND(multi_add_handle);
    FIND(multi_remove_handle);
    FIND(multi_perform);
    FIND(multi_poll);
    FIND(multi_wakeup);
    FIND(multi_info_read);
#undef FIND
    fclayer_curl = found;
    return fclayer_curl.global_init(CURL_GLOBAL_ALL);
}
