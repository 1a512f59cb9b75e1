import FunctionCompute
import Testing

@Suite struct LayerARNTests {
    @Test func readsTheCurrentForm() throws {
        let arn = try #require(LayerARN("acs:fc:cn-hangzhou:1234567890:layers/data-deps/versions/12"))
        #expect(arn.region == "cn-hangzhou")
        #expect(arn.account == "1234567890")
        #expect(arn.name == "data-deps")
        #expect(arn.version == 12)
        #expect(!arn.isOfficial)
        #expect(arn.description == "acs:fc:cn-hangzhou:1234567890:layers/data-deps/versions/12")
    }

    @Test func readsOfficialLayers() throws {
        let arn = try #require(LayerARN("acs:fc:cn-shanghai:official:layers/Python310/versions/3"))
        #expect(arn.isOfficial)
        #expect(arn.name == "Python310")
    }

    @Test func readsTheOlderForm() throws {
        let arn = try #require(LayerARN("8f14e45fceea167a#deps#2"))
        #expect(arn.name == "deps")
        #expect(arn.version == 2)
        #expect(arn.region == nil)
        #expect(arn.account == nil)
    }

    @Test func keepsVariables() throws {
        let arn = try #require(
            LayerARN("acs:fc:${vars.region}:${config('AccountID')}:layers/deps/versions/${vars.version}"))
        #expect(arn.region == "${vars.region}")
        #expect(arn.account == "${config('AccountID')}")
        #expect(arn.version == nil)
    }

    @Test(arguments: ["0", "-1", "+3", "1.0", "latest", "", "99999999999999999999"])
    func takesOnlyNumbersFrom1AsVersions(_ version: String) throws {
        #expect(try #require(LayerARN("acs:fc:r:1:layers/a/versions/\(version)")).version == nil)
    }

    @Test(arguments: [
        "", "data-deps", "acs:fc:", "acs:fc:r:1:layers/a", "acs:fc:r:1:layers//versions/1",
        "acs:fc:r:1:layers/a/versions/1/2",
        "acs:oss:r:1:layers/a/versions/1", "arn:aws:lambda:r:1:layer:a:1", "acs:fc:r:1:functions/a/versions/1", "a#b",
        "a##1",
        "a#b#1#2",
    ])
    func refusesWhatIsNoARN(_ text: String) {
        #expect(LayerARN(text) == nil)
    }
}
