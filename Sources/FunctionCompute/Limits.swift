/// How a code package reaches the platform, which decides how large it may be.
public enum UploadRoute: String, Hashable, Sendable, Codable, CaseIterable {
    /// Through the console, Serverless Devs or an OSS object.
    case oss
    /// In the body of an API call, as base64.
    case api
}

/// What the platform takes. Sizes are bytes. The documents write MB and do not say which; the only limit whose bytes are on
/// record (50 MB = 52 428 800, devsapp/fc#747) counts in powers of two, so all do here.
public struct Limits: Hashable, Sendable, Codable {
    /// The largest code zip. Source: D/quota.
    public var code: Int64
    /// The largest layer zip. Source: D/quota, D/021.
    public var layer: Int64
    /// All layers of a function together. Source: D/quota.
    public var layersTotal: Int64
    /// Layers of a function. Source: D/quota.
    public var layersPerFunction: Int
    /// All environment variables of a function, names and values. Source: D/047.
    public var environment: Int
    /// Longest initializer, in seconds. Source: D/quota.
    public var initializerTimeout: Int
    /// Longest preStop hook, in seconds. Source: D/quota.
    public var preStopTimeout: Int
    /// Longest function call, in seconds. Source: D/quota.
    public var timeout: Int
    /// Least memory in MB. Source: SDK3, fc3 schema.
    public var memoryMinimum: Int
    /// Most memory in MB. Source: SDK3.
    public var memoryMaximum: Int
    /// Memory is a multiple of this many MB. Source: SDK3.
    public var memoryStep: Int
    /// Longest name of a function in characters. Source: SDK3.
    public var functionNameLength: Int
    /// Longest name of a layer in characters. Source: SDK2.
    public var layerNameLength: Int
    /// Longest description of a layer in characters. Source: SDK2.
    public var layerDescriptionLength: Int

    /// Regions with 500 MB through tools and OSS; all others take 100 MB. Source: D/quota.
    public static let largeCodeRegions: Set<String> = [
        "cn-hangzhou", "cn-shanghai", "cn-shenzhen", "cn-beijing", "cn-zhangjiakou", "cn-huhehaote", "cn-hongkong",
        "ap-southeast-1", "ap-northeast-1", "us-east-1", "eu-central-1",
    ]

    /// Bytes of an API body that are kept free for what stands beside the code: variables (4 KB) and the other properties.
    public static let bodyReserve: Int64 = 16 * 1024

    /// The limits of a region and route. An unknown region (`nil`) gets the larger limit, so that nothing is refused that
    /// might be taken.
    public static func limits(region: String?, route: UploadRoute) -> Limits {
        let megabyte: Int64 = 1 << 20
        let code: Int64 =
            switch route {
            // The body, base64 text and all, stays under 100 MB (D/quota); four characters carry three bytes.
            case .api: (100 * megabyte - bodyReserve) / 4 * 3
            case .oss: region.map(largeCodeRegions.contains) ?? true ? 500 * megabyte : 100 * megabyte
            }
        return Limits(
            code: code, layer: 500 * megabyte, layersTotal: 2048 * megabyte, layersPerFunction: 5, environment: 4096,
            initializerTimeout: 300, preStopTimeout: 90, timeout: 86_400, memoryMinimum: 128, memoryMaximum: 32_768,
            memoryStep: 64, functionNameLength: 64, layerNameLength: 128, layerDescriptionLength: 256)
    }
}
