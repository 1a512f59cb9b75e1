import FileTrees
import Testing

@testable import Resolving

@Suite(.timeLimit(.minutes(30))) struct NpmConfigurationTests {
    private func configuration(_ text: String, _ environment: [String: String] = [:]) throws -> NpmConfiguration {
        let folder = try ScratchFolder(in: "/tmp", prefix: "fclayer-test-")
        try AtomicFile.write(Array(text.utf8), to: folder.path + "/.npmrc")
        let configuration = NpmConfiguration(folder: folder.path, environment: environment)
        _ = consume folder
        return configuration
    }

    @Test func takesConfiguredRegistryInPlaceOfNpms() throws {
        let configuration = try configuration("registry = https://mirror.example/npm\n@s:registry=https://s.example/")
        #expect(configuration.registry == "https://mirror.example/npm/")
        #expect(configuration.registry(of: "@s/a") == "https://s.example/")
        #expect(
            configuration.address(of: "https://registry.npmjs.org/a/-/a-1.tgz")
                == "https://mirror.example/npm/a/-/a-1.tgz")
        #expect(configuration.address(of: "https://other.example/a-1.tgz") == "https://other.example/a-1.tgz")
    }

    @Test func replacesHostsAsTold() throws {
        let always = try configuration("registry=https://m.example/\nreplace-registry-host=always")
        #expect(always.address(of: "https://other.example/a.tgz") == "https://m.example/a.tgz")
        let never = try configuration("registry=https://m.example/\nreplace-registry-host=never")
        #expect(never.address(of: "https://registry.npmjs.org/a.tgz") == "https://registry.npmjs.org/a.tgz")
    }

    @Test func sendsTokenOnlyWhereItBelongs() throws {
        let configuration = try configuration(
            "registry=https://r.example/npm/\n//r.example/npm/:_authToken=${TOKEN}\n", ["TOKEN": "secret-1"])
        #expect(configuration.authorization(for: "https://r.example/npm/a.tgz", package: "a") == "Bearer secret-1")
        // Another path of the registry's own host, as npm does.
        #expect(configuration.authorization(for: "https://r.example/files/a.tgz", package: "a") == "Bearer secret-1")
        #expect(configuration.authorization(for: "https://evil.example/npm/a.tgz", package: "a") == nil)
        #expect(configuration.authorization(for: "https://r.example:444/npm/a.tgz", package: "a") == nil)
        #expect(configuration.redacted("x secret-1 y") == "x *** y")
    }

    @Test func takesUserAndPassword() throws {
        let configuration = try configuration("//r.example/:username=me\n//r.example/:_password=cGFzcw==")
        #expect(configuration.authorization(for: "https://r.example/a.tgz", package: "a") == "Basic bWU6cGFzcw==")
    }

    @Test func putsVariablesBeforeFiles() throws {
        let configuration = try configuration(
            "registry=https://file.example/", ["npm_config_registry": "https://variable.example"])
        #expect(configuration.registry == "https://variable.example/")
    }
}
