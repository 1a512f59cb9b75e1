import FoundationEssentials
import FunctionComputeEvents

/// Makes pictures smaller: `{"image": "<a PPM file in base64>", "preset": "icon"}`.
@main struct Thumbnail: EventFunction {
    struct Request: JSONEvent {
        /// Base64 in JSON.
        var image: Data
        /// One of `presets.txt`; `small` where none is named.
        var preset: String?
    }

    struct Answer: JSONOutput {
        var width: Int
        var height: Int
        var image: Data
    }

    private let presets: Presets

    /// Runs once for each instance: what all requests share is read here.
    init(context: InitializationContext) async throws {
        presets = try Presets.load()
        context.logger.info("presets: \(presets.names.joined(separator: ", "))")
    }

    func handle(_ event: Request, context: FunctionContext) async throws -> Answer {
        let preset = event.preset ?? "small"
        guard let longest = presets.longestSide(preset) else {
            throw BadRequest("there is no preset `\(preset)`; there are \(presets.names.joined(separator: ", "))")
        }
        let picture = try Picture(ppm: Array(event.image))
        let small = picture.scaled(toLongestSide: longest)
        context.logger.info("\(picture.width)x\(picture.height) to \(small.width)x\(small.height)")
        return Answer(width: small.width, height: small.height, image: Data(small.ppm))
    }
}

/// A mistake of the caller's, reported as `errorType` and `errorMessage`.
struct BadRequest: FunctionError {
    let errorMessage: String

    init(_ message: String) { errorMessage = message }

    var status: HTTPResponseStatus { .badRequest }
}
