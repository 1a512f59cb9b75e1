#ifndef FCLAYER_CLINUXNAMESPACES_SHIM_H
#define FCLAYER_CLINUXNAMESPACES_SHIM_H

#include <signal.h>
#include <sys/types.h>

// Where the number and the status of a child stand in a siginfo_t differs by library; C has names for them, Swift has not.

/// The child that `waitid` tells of; 0 if there is none.
static inline pid_t fclayer_child_number(const siginfo_t *information) { return information->si_pid; }

/// Its exit status, or the signal that ended it.
static inline int fclayer_child_status(const siginfo_t *information) { return information->si_status; }

// A socket belongs to the network name space of the thread that makes it. A process with several threads cannot enter a user
// name space, so a child does both and hands the socket over. Between fork and _exit the child makes system calls only.

#if defined(__linux__)

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <netinet/in.h>
#include <unistd.h>

#define FCLAYER_CLONE_NEWUSER 0x10000000
#define FCLAYER_CLONE_NEWNET 0x40000000
#define FCLAYER_NS_GET_USERNS 0xb701

/// Sends a descriptor over a socket; 0 or an error number.
static inline int fclayer_send_descriptor(int channel, int descriptor) {
    char byte = 0;
    struct iovec part = {.iov_base = &byte, .iov_len = 1};
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr header;
    } control;
    memset(&control, 0, sizeof control);
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    return sendmsg(channel, &message, MSG_NOSIGNAL) == 1 ? 0 : errno;
}

/// Receives a descriptor; negative if none came.
static inline int fclayer_receive_descriptor(int channel) {
    char byte = 0;
    struct iovec part = {.iov_base = &byte, .iov_len = 1};
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr header;
    } control;
    memset(&control, 0, sizeof control);
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control.bytes, .msg_controllen = sizeof control.bytes};
    ssize_t count;
    do {
        count = recvmsg(channel, &message, MSG_CMSG_CLOEXEC);
    } while (count < 0 && errno == EINTR);
    struct cmsghdr *header = count == 1 ? CMSG_FIRSTHDR(&message) : NULL;
    if (header == NULL || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(sizeof(int))) { return -1; }
    int descriptor = -1;
    memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
    return descriptor;
}

/// A TCP socket in the network name space behind the descriptor `space` (of `/proc/…/ns/net`); negative if it cannot be had.
static inline int fclayer_socket_in_namespace(int space, int family) {
    int channel[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel) != 0) { return -1; }
    pid_t child = fork();
    if (child == 0) {
        // The user name space that owns the network; entering one's own fails and is not needed.
        int owner = ioctl(space, FCLAYER_NS_GET_USERNS);
        if (owner >= 0) { syscall(SYS_setns, owner, FCLAYER_CLONE_NEWUSER); }
        if (syscall(SYS_setns, space, FCLAYER_CLONE_NEWNET) != 0) { _exit(1); }
        int made = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
        _exit(made >= 0 && fclayer_send_descriptor(channel[1], made) == 0 ? 0 : 1);
    }
    close(channel[1]);
    int made = child > 0 ? fclayer_receive_descriptor(channel[0]) : -1;
    close(channel[0]);
    if (child > 0) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    }
    return made;
}

#else

static inline int fclayer_socket_in_namespace(int space, int family) { return -1; }

#endif

#endif
