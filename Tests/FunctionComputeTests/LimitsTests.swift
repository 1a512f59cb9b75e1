import FunctionCompute
import Testing

@Suite struct LimitsTests {
    private let megabyte: Int64 = 1_048_576

    @Test(arguments: Limits.largeCodeRegions.sorted())
    func takes500MBInLargeRegions(_ region: String) {
        #expect(Limits.limits(region: region, route: .oss).code == 500 * megabyte)
    }

    @Test(arguments: ["cn-qingdao", "cn-chengdu", "eu-west-1", "us-west-1", "ap-southeast-5", "${vars.region}"])
    func takes100MBElsewhere(_ region: String) {
        #expect(Limits.limits(region: region, route: .oss).code == 100 * megabyte)
    }

    @Test func refusesNothingThatAnUnknownRegionMightTake() {
        #expect(Limits.limits(region: nil, route: .oss).code == 500 * megabyte)
    }

    @Test func keepsBase64TextAndTheRestOfTheBodyUnder100MB() {
        for region in [nil, "cn-hangzhou", "cn-chengdu"] {
            let code = Limits.limits(region: region, route: .api).code
            let text = (code + 2) / 3 * 4
            #expect(text + Limits.bodyReserve <= 100 * megabyte)
            #expect((code + 3) / 3 * 4 + Limits.bodyReserve > 100 * megabyte - 4)
            #expect(code > 74 * megabyte && code < 75 * megabyte)
        }
    }

    @Test func limitsLayersTheSameEverywhere() {
        for route in UploadRoute.allCases {
            let limits = Limits.limits(region: "cn-chengdu", route: route)
            #expect(limits.layer == 500 * megabyte)
            #expect(limits.layersTotal == 2048 * megabyte)
            #expect(limits.layersPerFunction == 5)
            #expect(limits.environment == 4096)
            #expect(limits.initializerTimeout == 300)
            #expect(limits.preStopTimeout == 90)
            #expect(limits.timeout == 86_400)
        }
    }
}
