import BuildModel
import FunctionCompute

/// What a runtime means to Python's tools: interpreter, C library, tags and markers.
struct PythonTarget: Hashable, Sendable {
    /// Identifier of the runtime.
    let runtime: String
    /// Version of the interpreter.
    let python: DottedVersion
    /// The release of the image.
    let debian: DebianRelease
    /// What wheels from an index may be tagged.
    let tags: SupportedTags
    /// What wheels that were built here and checked may be tagged.
    let localTags: SupportedTags
    /// What markers see.
    let markers: MarkerEnvironment

    /// `nil` for a runtime without Python.
    init?(_ runtime: Runtime) {
        guard let python = runtime.pythonVersion, let debian = runtime.debian else { return nil }
        self.runtime = runtime.id
        self.python = python
        self.debian = debian
        tags = SupportedTags(python: python, glibc: debian.glibc)
        localTags = SupportedTags(python: python, glibc: debian.glibc, locallyBuilt: true)
        markers = MarkerEnvironment(python: python)
    }

    /// Major and minor version, for example `3.10`.
    var pythonMinor: String { "\(python.major).\(python.minor)" }

    /// CPython's tag, for example `cp310`.
    var pythonTag: String { "cp\(python.major)\(python.minor)" }

    /// Chooses the best of several wheels: by tag, then by build number (PEP 427).
    func best<Wheel>(of wheels: [Wheel], name: (Wheel) -> String) -> Wheel? {
        var best: (wheel: Wheel, rank: Int, build: WheelName.BuildTag)?
        for wheel in wheels {
            guard let parsed = WheelName(name(wheel)), let rank = tags.rank(of: parsed) else { continue }
            let build = parsed.build ?? WheelName.BuildTag(number: -1, rest: "")
            guard let current = best else {
                best = (wheel, rank, build)
                continue
            }
            if rank < current.rank || (rank == current.rank && current.build < build) { best = (wheel, rank, build) }
        }
        return best?.wheel
    }

    /// Why a wheel does not fit.
    func refusal(of fileName: String) -> WheelRefusal {
        WheelName(fileName).map { WheelRefusal($0, python: python, glibc: debian.glibc) } ?? .notAWheel
    }
}
