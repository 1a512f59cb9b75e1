public import BuildModel
import FileTrees
import FunctionCompute
import Processes

/// Starts functions on this machine as the platform would, and calls them.
public struct Invoker: Sendable {
    private let settings: InvokeSettings
    private let runner = ToolRunner()

    /// An invoker.
    public init(_ settings: InvokeSettings) { self.settings = settings }

    /// Whether there is a sandbox to be tried, and so a use for a root file system.
    public var mayUseSandbox: Bool { kinds().first != .host }

    /// Starts a function, calls its initializer, makes the calls and ends it. What is wrong with it goes to `sink`; the record
    /// holds what was seen up to there.
    ///
    /// - Parameter calls: May be empty: then it is only seen whether the function starts.
    public func run(
        _ instance: InstanceDescription, calls: [InvocationCall], into sink: FindingSink,
        events: @escaping @Sendable (InvocationEvent) -> Void = { _ in }
    ) async throws(StageFailure) -> InvocationRecord {
        for call in calls {
            guard let refusal = PlatformRequest.refusal(of: call) else { continue }
            throw StageFailure(.usage, [Finding(rule: "event-not-taken", severity: .error, message: refusal)])
        }
        try refuseRuntime(instance)
        let trees = PackageTrees(folder: settings.cache)
        let cached = try await Blocking.run { () throws(StageFailure) in
            (try trees.tree([instance.code]), instance.layers.isEmpty ? nil : try trees.tree(instance.layers))
        }
        let start = StartFile(instance: instance, code: cached.0, layers: cached.1)
        var record = InvocationRecord(
            function: instance.function.name, runtime: instance.runtime.id,
            place: .init(isSandboxed: false, system: InstanceRoot.host.text, hasNetwork: true),
            memoryLimit: Int64(instance.memory) << 20)
        if let problem = start.problem() {
            sink.emit(problem)
            return record
        }
        let names = InstanceEnvironment.unresolved(of: instance.function, settings: settings)
        if !names.isEmpty {
            sink.emit(
                note(
                    "variables-unresolved",
                    "not set, as their values are not known here: \(names.map { "`\($0)`" }.joined(separator: ", "))",
                    instance, hint: "give them with `--env NAME=VALUE`"))
        }
        let network = Network(settings.network, port: instance.port, folder: settings.cache)
        if let words = network.words { events(.note(words)) }
        for kind in kinds() {
            guard !Task.isCancelled else { throw StageFailure(.environment) }
            let root = kind == .host ? .host : root(for: start, instance, into: sink)
            record.place = .init(
                isSandboxed: kind != .host, system: root.text, hasNetwork: kind == .host || network.isShared)
            if kind == .host { try tellOfHost(instance, into: sink) }
            let attempt = InstanceRun(
                instance: instance, settings: settings, runner: runner, record: record, kind: kind, root: root,
                hasNetwork: record.place.hasNetwork, trees: cached, sink: sink, events: events)
            if let done = try await attempt.run(calls) {
                withExtendedLifetime(network) {}
                return done
            }
            events(.note("bubblewrap cannot make a sandbox here; trying without"))
        }
        return record
    }

    /// Ways to start a function in the order in which they are tried.
    private func kinds() -> [Sandbox.Kind] {
        #if os(Linux)
            guard settings.isolation == .automatic, let bwrap = ToolFinder(path: settings.path).find("bwrap") else {
                return [.host]
            }
            // Some systems allow no user name spaces; root needs none.
            return [.bubblewrap(bwrap, userNamespace: true), .bubblewrap(bwrap, userNamespace: false), .host]
        #else
            return [.host]
        #endif
    }

    /// The system files: those of the runtime's release, unless the start command needs a program that only this machine has.
    private func root(for start: StartFile, _ instance: InstanceDescription, into sink: FindingSink) -> InstanceRoot {
        guard case .folder(let folder, let release?) = settings.root else { return settings.root }
        let path = InstanceEnvironment.variables(of: instance, settings: settings)["PATH"] ?? ""
        let missing = start.interpreters().first { !SystemProgram.exists($0, path: path, root: folder) }
        if let missing, SystemProgram.exists(missing, path: path, root: "") {
            sink.emit(
                note(
                    "sandbox-unlike",
                    "`\(missing)` is this machine's own, and so are the other system files: the small root of Debian \(release.rawValue) has none",
                    instance,
                    hint: "`--root FOLDER` takes a root file system with it, for example of the runtime's image"))
            return .host
        }
        if let own = instance.runtime.debian, own != release {
            sink.emit(
                note(
                    "sandbox-unlike",
                    "it runs on Debian \(release.rawValue): Debian \(own.rawValue) of the runtime is no longer published",
                    instance, hint: "`fclayer validate` compares binaries with the older libraries"))
        }
        return settings.root
    }

    private func tellOfHost(_ instance: InstanceDescription, into sink: FindingSink) throws(StageFailure) {
        sink.emit(
            note(
                "sandbox-missing",
                "it runs on this machine without a sandbox: `/code` and `/opt` are folders elsewhere (see `FC_FUNC_CODE_PATH`), and programs and libraries are this machine's",
                instance,
                hint: settings.isolation == .none
                    ? nil : "install bubblewrap (Linux), for example with `apt-get install bubblewrap`"))
        guard TCPPort.isTaken(instance.port) else { return }
        throw StageFailure(
            .environment,
            [
                Finding(
                    rule: "port-taken", severity: .error,
                    message: "port \(instance.port) is taken on this machine; end what listens there")
            ])
    }

    /// Only custom runtimes are servers of the user's own.
    private func refuseRuntime(_ instance: InstanceDescription) throws(StageFailure) {
        guard instance.runtime.family == .custom else {
            throw StageFailure(
                .usage,
                [
                    Finding(
                        rule: "invoke-not-custom", severity: .error,
                        message:
                            "`\(instance.function.name)` has the runtime `\(instance.runtime.id)`, whose server is the platform's own; `invoke` starts custom runtimes only",
                        location: instance.function.location(of: "runtime"),
                        hint: instance.runtime.family == .container
                            ? "start the image with `docker run`" : "`fclayer validate --deep` loads its handler")
                ])
        }
    }

    private func note(_ rule: String, _ message: String, _ instance: InstanceDescription, hint: String?) -> Finding {
        Finding(
            rule: rule, severity: .note, message: message, location: instance.function.location(of: "runtime"),
            hint: hint)
    }
}

/// Programs of a root file system.
enum SystemProgram {
    /// Whether a path or a name on `PATH` is there; links inside the root are followed.
    static func exists(_ program: String, path: String, root: String) -> Bool {
        if program.contains("/") { return resolve(program, root: root) != nil }
        return path.split(separator: ":").contains { folder in
            guard !folder.hasPrefix("/code"), !folder.hasPrefix("/opt") else { return false }
            return resolve(folder + "/" + program, root: root) != nil
        }
    }

    /// The file that a path means inside a root: absolute links start at it.
    private static func resolve(_ path: String, root: String) -> String? {
        var rest = path.split(separator: "/").map(String.init)[...]
        var done: [String] = []
        var links = 0
        while let part = rest.popFirst() {
            if part == "." { continue }
            if part == ".." {
                _ = done.popLast()
                continue
            }
            let here = root + "/" + (done + [part]).joined(separator: "/")
            guard let status = try? Files.status(here, followingLink: false) else { return nil }
            if status.kind == .symlink, let target = try? Files.readLink(here), links < 40 {
                links += 1
                if target.hasPrefix("/") { done = [] }
                rest = target.split(separator: "/").map(String.init) + rest
            } else {
                done.append(part)
            }
        }
        return root + "/" + done.joined(separator: "/")
    }
}
