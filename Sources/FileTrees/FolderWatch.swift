#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Waits until something happens in folders, without looking at them all the time.
///
/// It only wakes: what has changed is for its owner to find out. So an event too many costs a look, and events that are lost in a
/// burst cost nothing. Where the system tells of nothing (`hasEvents` is false), its owner looks from time to time.
public final class FolderWatch: Sendable {
    /// The names in a folder whose changes matter.
    public enum Names: Hashable, Sendable {
        case all
        case some(Set<String>)

        /// Those of both.
        public func union(_ other: Names) -> Names {
            guard case .some(let own) = self, case .some(let others) = other else { return .all }
            return .some(own.union(others))
        }
    }

    /// What ended a wait.
    public enum Wake: Hashable, Sendable {
        /// Something happened in a folder.
        case event
        /// The time is over.
        case timeout
        /// `stop` was called.
        case stopped
        /// Nobody reads the descriptor any more that was to be looked after.
        case unread
    }

    #if os(Linux)
        private let events: FolderEvents?
    #endif
    /// Written to by `stop`.
    private let bell: (reading: CInt, writing: CInt)

    /// A watch of nothing. Throws `tooManyOpenFiles` where the system has nothing left to tell events by.
    public init(usingEvents: Bool) throws(FileTreeError) {
        #if os(Linux)
            events = usingEvents ? try FolderEvents() : nil
        #endif
        var numbers: [CInt] = [0, 0]
        guard pipe(&numbers) == 0 else { throw FileTreeError(errno: errno, operation: "watch", path: "/") }
        for number in numbers { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
        bell = (numbers[0], numbers[1])
    }

    deinit {
        close(bell.reading)
        close(bell.writing)
    }

    /// Whether the system tells of changes.
    public var hasEvents: Bool {
        #if os(Linux)
            events != nil
        #else
            false
        #endif
    }

    /// Watches these folders, not what is below them, and no others. Throws `diskFull` where the system watches no more folders.
    public func place(_ folders: [String: Names]) throws(FileTreeError) {
        #if os(Linux)
            try events?.place(folders)
        #endif
    }

    /// Ends all waiting, now and later.
    public func stop() { _ = write(bell.writing, [0], 1) }

    /// Waits, on this thread, for an event that matters, up to `milliseconds` (`nil`: for ever). `readers` is a descriptor that is
    /// written to, by which a pipe is known that nobody reads.
    public func wait(milliseconds: CInt?, readers: CInt? = nil) -> Wake {
        let end = milliseconds.map { ContinuousClock.now + .milliseconds(Int($0)) }
        while true {
            var waited = [pollfd(fd: bell.reading, events: Int16(POLLIN), revents: 0)]
            if let readers { waited.append(pollfd(fd: readers, events: 0, revents: 0)) }
            #if os(Linux)
                if let events { waited.append(pollfd(fd: events.number, events: Int16(POLLIN), revents: 0)) }
            #endif
            let left = end.map { CInt(max(0, ($0 - ContinuousClock.now) / .milliseconds(1)).rounded(.up)) }
            let count = poll(&waited, nfds_t(waited.count), left ?? -1)
            if count < 0, errno == EINTR || errno == EAGAIN { continue }
            if waited[0].revents != 0 { return .stopped }
            if count == 0 { return .timeout }
            if readers != nil, waited[1].revents & Int16(POLLERR | POLLHUP) != 0 { return .unread }
            #if os(Linux)
                if let events, waited.last?.revents != 0, events.take() { return .event }
            #endif
            // Nothing to wait for that could be waited for: better late than all the time.
            if count < 0 { ClockTick.sleep(ClockTick.length) }
        }
    }
}
