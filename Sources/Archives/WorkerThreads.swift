#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Threads of the system that run one closure each. Not tasks: the closure blocks, and must not take the places of the
/// concurrency runtime.
struct WorkerThreads: ~Copyable {
    private var handles: [pthread_t] = []

    /// Cores of the machine.
    static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// How many threads have started.
    var count: Int { handles.count }

    /// Starts up to `count` threads; fewer if the system gives no more.
    init(_ count: Int, _ work: @escaping @Sendable () -> Void) {
        for _ in 0..<count {
            let box = Unmanaged.passRetained(Work(work))
            #if canImport(Darwin)
                var handle: pthread_t?
            #else
                var handle = pthread_t()
            #endif
            let code = pthread_create(&handle, nil, runWork, box.toOpaque())
            guard code == 0 else {
                box.release()
                break
            }
            #if canImport(Darwin)
                if let handle { handles.append(handle) }
            #else
                handles.append(handle)
            #endif
        }
    }

    /// Waits for all of them.
    consuming func join() {
        for handle in handles { pthread_join(handle, nil) }
    }
}

private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

#if canImport(Darwin)
    private func runWork(_ box: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        Unmanaged<Work>.fromOpaque(box).takeRetainedValue().body()
        return nil
    }
#else
    private func runWork(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        if let box { Unmanaged<Work>.fromOpaque(box).takeRetainedValue().body() }
        return nil
    }
#endif
