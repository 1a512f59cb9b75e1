import BuildModel
import Testing

@testable import Compiling

/// What compilers say becomes findings.
struct CompilerMessagesTests {
    private func findings(_ log: String) -> [Finding] {
        CompilerMessages(projectRoot: "/p", log: log, logFile: "/p/.fclayer/swift/x/build.log")
            .findings(rule: "swift-build-failed", fallback: .init(file: "Package.swift"))
    }

    @Test func errorsStandAtTheirPlacesOnce() {
        let found = findings(
            """
            Building for production...
            /p/app/Sources/A/a b.swift:3:14: error: cannot convert value of type 'String' to 'Int'
            let x: Int = "a"
                         ^~~
            /p/app/Sources/A/a b.swift:3:14: error: cannot convert value of type 'String' to 'Int'
            /p/app/Sources/A/a b.swift:9:1: warning: unused
            /elsewhere/b.c:7: error: 'x' undeclared
            error: emit-module command failed with exit code 1
            """)
        #expect(
            found.map(\.location) == [
                .init(file: "app/Sources/A/a b.swift", line: 3, column: 14), .init(file: "/elsewhere/b.c", line: 7),
            ])
        #expect(found.first?.message == "cannot convert value of type 'String' to 'Int'")
        #expect(found.allSatisfy { $0.hint == nil && $0.severity == .error })
    }

    @Test func notesBelongToTheErrorBeforeThem() {
        let found = findings(
            """
            /p/a.swift:1:2: error: type 'X' does not conform to protocol 'Y'
            /p/b.swift:5:6: note: protocol requires function 'f()'
            /p/a.swift:2:2: warning: something else
            /p/b.swift:6:6: note: of the warning
            """)
        #expect(found.map(\.hint) == ["b.swift:5: protocol requires function 'f()'"])
    }

    @Test func whatStandsNowhereIsTold() {
        let found = findings("error: no such module 'NIO: x'\n")
        #expect(found.map(\.message) == ["no such module 'NIO: x'"])
        #expect(found.first?.location.file == "Package.swift")
        #expect(found.first?.hint == "all that was said is in `.fclayer/swift/x/build.log`")
    }

    @Test func silenceIsToldAsWell() {
        #expect(findings("").map(\.rule) == ["swift-build-failed"])
        #expect(findings("clang: ld.gold crashed\n").first?.message.contains("ld.gold crashed") == true)
    }
}
