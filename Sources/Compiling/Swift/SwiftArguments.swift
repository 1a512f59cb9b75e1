import BuildModel
import Processes

/// The command lines of a job. They depend on nothing but the job, so that equal jobs build equal programs.
struct SwiftArguments {
    let job: SwiftJob
    let settings: CompilerSettings
    /// Folders outside of the project whose sources are compiled too.
    let folders: [String]

    /// The file that tells the compiler which generated sources to replace.
    var overlay: String { job.folder + "/overlay.yaml" }

    /// `swift build` for products; none means all of the package.
    func build(_ products: [String], isPlanOnly: Bool = false) -> ToolInvocation {
        var words = ["build", "-c", "release", "--package-path", job.package, "--scratch-path", job.scratch]
        words += destination + linking + prefixes
        // `#file` of older language modes is an absolute path; newer ones have module and file name there.
        // (The upcoming feature of that name would be a warning, or an error, in modules of Swift 6.)
        words += ["-Xswiftc", "-enable-experimental-concise-pound-file"]
        words += ["-Xswiftc", "-vfsoverlay", "-Xswiftc", overlay, "-Xswiftc", "-diagnostic-style=llvm"]
        words += ["-Xlinker", "--build-id=sha1"]
        if settings.isLocked || settings.isOffline { words += ["--force-resolved-versions", "--skip-update"] }
        if let product = products.first { words += ["--product", product] }
        if isPlanOnly { words += ["--print-manifest-job-graph"] }
        return invocation(words)
    }

    /// `swift package describe`: what the package has.
    var describe: ToolInvocation {
        invocation([
            "package", "--package-path", job.package, "--scratch-path", job.scratch, "describe", "--type", "json",
        ])
    }

    private func invocation(_ words: [String]) -> ToolInvocation {
        ToolInvocation(
            job.toolchain.swift, words, environment: ToolEnvironment(inherits: false, set: settings.environment),
            workingFolder: job.package)
    }

    /// Elsewhere than on Linux the only system to be had is that of Swift's own SDK, with another C library inside the program.
    private var destination: [String] {
        job.isForeign ? ["--swift-sdk", StaticLinuxSDK.name] : job.sdk?.buildArguments ?? []
    }

    private var linking: [String] {
        switch job.linking {
        case .static: ["--static-swift-stdlib"]
        case .executable where job.isForeign: ["--static-swift-stdlib"]
        case .executable: ["--static-swift-stdlib", "-Xswiftc", "-static-executable"]
        // Without the first option the toolchain's own folder would be looked through first.
        case .shared: ["-Xswiftc", "-no-toolchain-stdlib-rpath", "-Xlinker", "-rpath=/opt/lib"]
        }
    }

    /// Paths as programs see them are the same wherever the project lies. Options are given so that no folder lies in another
    /// one, because compilers do not agree on which of two wins.
    private var prefixes: [String] {
        var roots: [(folder: String, name: String)] = []
        func isCovered(_ folder: String) -> Bool {
            roots.contains { folder == $0.folder || folder.hasPrefix($0.folder + "/") }
        }
        for (folder, name) in [(settings.projectRoot, "/project"), (job.package, "/package")] where !isCovered(folder) {
            roots.append((folder, name))
        }
        for folder in folders.sorted() where !isCovered(folder) {
            // A folder above the project covers it.
            roots.removeAll { $0.folder.hasPrefix(folder + "/") }
            roots.append((folder, "/packages" + Self.steps(from: settings.projectRoot, to: folder)))
        }
        return roots.flatMap { root in
            ["-Xswiftc", "-file-prefix-map", "-Xswiftc", "\(root.folder)=\(root.name)"]
                + ["-Xcc", "-ffile-prefix-map=\(root.folder)=\(root.name)"]
        }
    }

    /// The way from one folder to another as a path without `..`: it is the same wherever the two lie.
    static func steps(from start: String, to end: String) -> String {
        let (first, second) = (start.split(separator: "/"), end.split(separator: "/"))
        let shared = zip(first, second).prefix { $0 == $1 }.count
        let steps = first.dropFirst(shared).map { _ in "up" } + second.dropFirst(shared).map(String.init)
        return steps.map { "/" + $0 }.joined()
    }
}
