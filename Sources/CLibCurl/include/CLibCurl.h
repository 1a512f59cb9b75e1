#ifndef FCLAYER_CLIBCURL_H
#define FCLAYER_CLIBCURL_H

// libcurl is loaded when the first transfer begins. Most runs need no network, and libcurl with the thirty libraries that it brings
// takes a third of the time that a run with nothing to do has.
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <stddef.h>

/// The functions of libcurl that are used.
struct fclayer_curl_functions {
    CURLcode (*global_init)(long flags);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *handle);
    const char *(*easy_strerror)(CURLcode code);
    CURLcode (*easy_setopt)(CURL *handle, CURLoption option, ...);
    CURLcode (*easy_getinfo)(CURL *handle, CURLINFO info, ...);
    struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
    void (*slist_free_all)(struct curl_slist *list);
    CURLM *(*multi_init)(void);
    CURLMcode (*multi_cleanup)(CURLM *multi);
    CURLMcode (*multi_setopt)(CURLM *multi, CURLMoption option, ...);
    CURLMcode (*multi_add_handle)(CURLM *multi, CURL *handle);
    CURLMcode (*multi_remove_handle)(CURLM *multi, CURL *handle);
    CURLMcode (*multi_perform)(CURLM *multi, int *running);
    CURLMcode (*multi_poll)(CURLM *multi, struct curl_waitfd *extra, unsigned int count, int timeout, int *ready);
    CURLMcode (*multi_wakeup)(CURLM *multi);
    CURLMsg *(*multi_info_read)(CURLM *multi, int *left);
};

/// Empty until `fclayer_curl_start` has succeeded.
extern struct fclayer_curl_functions fclayer_curl;

/// Loads libcurl and starts it. Must have returned `CURLE_OK` before anything else is called; call it once.
CURLcode fclayer_curl_start(void);

/// Whether libcurl was found.
static inline int fclayer_curl_is_there(void) { return fclayer_curl.global_init != NULL; }

static inline CURL *fclayer_curl_easy_init(void) { return fclayer_curl.easy_init(); }

static inline void fclayer_curl_easy_cleanup(CURL *handle) { fclayer_curl.easy_cleanup(handle); }

static inline const char *fclayer_curl_easy_strerror(CURLcode code) { return fclayer_curl.easy_strerror(code); }

static inline struct curl_slist *fclayer_curl_slist_append(struct curl_slist *list, const char *text) {
    return fclayer_curl.slist_append(list, text);
}

static inline void fclayer_curl_slist_free_all(struct curl_slist *list) { fclayer_curl.slist_free_all(list); }

static inline CURLM *fclayer_curl_multi_init(void) { return fclayer_curl.multi_init(); }

static inline CURLMcode fclayer_curl_multi_cleanup(CURLM *multi) { return fclayer_curl.multi_cleanup(multi); }

static inline CURLMcode fclayer_curl_multi_add_handle(CURLM *multi, CURL *handle) {
    return fclayer_curl.multi_add_handle(multi, handle);
}

static inline CURLMcode fclayer_curl_multi_remove_handle(CURLM *multi, CURL *handle) {
    return fclayer_curl.multi_remove_handle(multi, handle);
}

static inline CURLMcode fclayer_curl_multi_perform(CURLM *multi, int *running) {
    return fclayer_curl.multi_perform(multi, running);
}

static inline CURLMcode fclayer_curl_multi_poll(CURLM *multi, int timeout) {
    return fclayer_curl.multi_poll(multi, NULL, 0, timeout, NULL);
}

static inline CURLMcode fclayer_curl_multi_wakeup(CURLM *multi) { return fclayer_curl.multi_wakeup(multi); }

static inline CURLMsg *fclayer_curl_multi_info_read(CURLM *multi, int *left) {
    return fclayer_curl.multi_info_read(multi, left);
}

// Swift cannot call variadic functions, so each kind of argument gets a function of its own.

static inline CURLcode fclayer_curl_set_long(CURL *handle, CURLoption option, long value) {
    return fclayer_curl.easy_setopt(handle, option, value);
}

static inline CURLcode fclayer_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return fclayer_curl.easy_setopt(handle, option, value);
}

static inline CURLcode fclayer_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return fclayer_curl.easy_setopt(handle, option, value);
}

static inline CURLcode fclayer_curl_set_callback(CURL *handle, CURLoption option, curl_write_callback value) {
    return fclayer_curl.easy_setopt(handle, option, value);
}

static inline CURLcode fclayer_curl_set_seek(CURL *handle, curl_seek_callback value) {
    return fclayer_curl.easy_setopt(handle, CURLOPT_SEEKFUNCTION, value);
}

static inline CURLcode fclayer_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return fclayer_curl.easy_setopt(handle, option, value);
}

static inline CURLcode fclayer_curl_set_open_socket(CURL *handle, curl_opensocket_callback value) {
    return fclayer_curl.easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode fclayer_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return fclayer_curl.easy_getinfo(handle, info, value);
}

static inline CURLcode fclayer_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return fclayer_curl.easy_getinfo(handle, info, value);
}

static inline CURLcode fclayer_curl_get_string(CURL *handle, CURLINFO info, const char **value) {
    return fclayer_curl.easy_getinfo(handle, info, value);
}

static inline CURLMcode fclayer_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return fclayer_curl.multi_setopt(multi, option, value);
}

/// Allows http, https and file and nothing else.
static inline CURLcode fclayer_curl_limit_protocols(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return fclayer_curl.easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https,file");
#else
    return fclayer_curl.easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS | CURLPROTO_FILE));
#endif
}

/// Allows http and nothing else.
static inline CURLcode fclayer_curl_limit_to_http(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return fclayer_curl.easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http");
#else
    return fclayer_curl.easy_setopt(handle, CURLOPT_PROTOCOLS, (long)CURLPROTO_HTTP);
#endif
}

/// The outcome of a finished transfer; the message keeps it in a union.
static inline CURLcode fclayer_curl_message_result(const CURLMsg *message) { return message->data.result; }

#endif
