import FunctionCompute

/// A change to a header of the sysroot, for a target whose glibc is older than the one that the header came with: what headers
/// promise and the library lacks would only be missed when the program starts.
struct HeaderEdit {
    /// Path in the sysroot.
    let file: String
    /// Replaced, wherever it begins a line.
    let old: String
    /// What comes in its place.
    let new: String

    /// The changes for a target.
    static func edits(for target: SDKTarget) -> [HeaderEdit] {
        guard target.needsStubs else { return [] }
        let present = target.packageRelease.glibc
        let floor = target.release.glibc
        let configuration =
            "usr/include/\(SDKTarget.multiarch)/c++/\(target.gcc)/bits/c++config.h"
        // libstdc++ calls these functions of glibc 2.30 from its headers; without the macros it does as it did before.
        let macros = ["PTHREAD_COND_CLOCKWAIT", "PTHREAD_MUTEX_CLOCKLOCK", "PTHREAD_RWLOCK_CLOCKLOCK"]
        return [
            HeaderEdit(
                file: "usr/include/features.h", old: "#define\t__GLIBC_MINOR__\t\(present.minor)\n",
                new: "#define\t__GLIBC_MINOR__\t\(floor.minor)\n")
        ]
            + macros.map {
                HeaderEdit(file: configuration, old: "#define _GLIBCXX_USE_\($0) 1\n", new: "/* no \($0) */\n")
            }
    }

    /// The text with the change; `nil` if what is to be replaced is not there.
    func applied(to text: String) -> String? {
        guard let place = text.firstRange(of: old) else { return nil }
        return text[..<place.lowerBound] + new + text[place.upperBound...]
    }
}
