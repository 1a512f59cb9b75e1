import Testing

@testable import Compiling

/// Command lines of `swift build`.
struct SwiftArgumentsTests {
    @Test(arguments: [
        ("/a/project", "/a/shared", "/up/shared"), ("/a/b/docs/example", "/a/b", "/up/up"),
        ("/a/project", "/z", "/up/up/z"), ("/p", "/p/inside", "/inside"), ("/p", "/p", ""),
    ])
    func theWayBetweenFoldersIsTheSameEverywhere(start: String, end: String, steps: String) {
        #expect(SwiftArguments.steps(from: start, to: end) == steps)
        #expect(SwiftArguments.steps(from: "/home/me" + start, to: "/home/me" + end) == steps)
    }
}
