import Logging
import NIOCore
import NIOPosix

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#elseif canImport(Glibc)
    import Glibc
#endif

/// The whole life of an instance's process.
enum Program {
    /// Serves one of the functions until SIGTERM or SIGINT, then exits with 0; exits with 1 where it cannot start.
    static func run(_ types: [any Function.Type]) async {
        signal(SIGPIPE, SIG_IGN)
        let signals = EndSignals()
        do {
            let settings = try Settings(environment: ProcessEnvironment.read())
            let function = try FunctionChoice.choose(types, handler: settings.handler)
            LoggingSystem.bootstrap { _ in
                FunctionLogHandler(requestID: nil, level: settings.logLevel, output: .standard)
            }
            // These threads move bytes; functions run on Swift's own pool, which has one for each core.
            let group = MultiThreadedEventLoopGroup(numberOfThreads: min(System.coreCount, 4))
            let runner = FunctionRunner(function, settings: settings, output: .standard)
            let server: Server
            do {
                server = try await Server.start(runner, group: group)
            } catch {
                throw StartFailure("cannot listen on 0.0.0.0:\(settings.port): \(error)")
            }
            await signals.first()
            await server.stop()
            exit(0)
        } catch let failure as StartFailure {
            Output.standardError.line("error: \(failure.message)")
            exit(1)
        } catch {
            Output.standardError.line("error: \(error)")
            exit(1)
        }
    }
}
