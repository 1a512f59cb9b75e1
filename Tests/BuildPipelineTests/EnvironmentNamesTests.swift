import Testing

@testable import BuildPipeline

/// Which variables a manifest depends on.
struct EnvironmentNamesTests {
    static let samples: [String: Set<String>] = [
        "${env('HOME_1')}": ["HOME_1"], "${env(\"X\", 'default')}": ["X"], "${env( X )}": ["X"],
        "${env.X}-${env(Y)}": ["X", "Y"], "env()": [], "environment: env": [], "${env('": [], "env(": [], "": [],
        "https://${USER}:${TOKEN_1}@host": ["USER", "TOKEN_1"], "${": [], "${X": [], "${}": [], "$${Y}": ["Y"],
        "eenv(A)": ["A"], "${env('A')}${env('A')}": ["A"],
    ]

    @Test(arguments: samples.keys.sorted()) func areFoundInEveryForm(text: String) {
        #expect(EnvironmentNames.mentioned(in: Array(text.utf8)) == Self.samples[text])
    }
}
