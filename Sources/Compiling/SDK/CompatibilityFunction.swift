import FunctionCompute

/// A function that the archives of Swift's toolchains name and that an older system lacks. Toolchains for Linux are built on newer
/// systems than the runtimes' (6.3: Ubuntu 22.04 with GCC 11 and glibc 2.35).
struct CompatibilityFunction {
    /// The symbol.
    let name: String
    /// The system that brought it.
    let since: Origin
    /// Its source.
    let source: String

    enum Origin {
        case glibc(DottedVersion)
        /// The major version of GCC, for libstdc++.
        case gcc(Int)
    }

    /// Those that a target lacks. Others are left out, as a definition in the program would win over the system's own.
    static func needed(by target: SDKTarget) -> [CompatibilityFunction] {
        all.filter { function in
            switch function.since {
            case .glibc(let version): target.release.glibc < version
            case .gcc(let version): target.gcc < version
            }
        }
    }

    static let all = [
        // std::__throw_bad_array_new_length() of GLIBCXX_3.4.29, called where an array's size overflows.
        CompatibilityFunction(
            name: "_ZSt28__throw_bad_array_new_lengthv", since: .gcc(11),
            source: """
                #include <stdlib.h>
                __attribute__((weak, noreturn)) void _ZSt28__throw_bad_array_new_lengthv(void) { abort(); }

                """),
        // Called by Foundation's Process where it has a currentDirectoryURL, after it has tried without.
        CompatibilityFunction(
            name: "posix_spawn_file_actions_addchdir_np", since: .glibc("2.29"),
            source: """
                #include <errno.h>
                __attribute__((weak)) int posix_spawn_file_actions_addchdir_np(void *actions, const char *path) {
                    (void)actions;
                    (void)path;
                    return ENOSYS;
                }

                """),
    ]
}
