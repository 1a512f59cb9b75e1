import Testing

@testable import FunctionComputeRuntime

@Suite struct FunctionChoiceTests {
    struct Resize: EventFunction {
        init(context: InitializationContext) {}
        func handle(_ event: String, context: FunctionContext) -> String { event }
    }

    struct Crop: HTTPFunction {
        init(context: InitializationContext) {}
        func handle(_ request: HTTPRequest, context: FunctionContext) -> HTTPResponse { .text("") }
    }

    private let all: [any Function.Type] = [Resize.self, Crop.self]
    private let prefix = "FunctionComputeRuntimeTests.FunctionChoiceTests"

    @Test func takesAnyHandlerWithOneFunction() throws {
        let chosen = try FunctionChoice.choose([Crop.self], handler: "index.handler")
        #expect(chosen.name == "\(prefix).Crop")
        #expect(chosen.takesHTTP && !chosen.takesEvents)
    }

    @Test(arguments: ["FunctionChoiceTests.Resize", "FunctionComputeRuntimeTests.FunctionChoiceTests.Resize"])
    func choosesByNameWithOrWithoutModule(_ handler: String) throws {
        #expect(try FunctionChoice.choose(all, handler: handler).name == "\(prefix).Resize")
    }

    @Test func namesWhatThereIsAndTheNearest() {
        let failure = #expect(throws: StartFailure.self) {
            try FunctionChoice.choose(all, handler: "functionchoicetests.Resise")
        }
        #expect(
            failure?.message
                == "handler `functionchoicetests.Resise` names no function of this program; found: "
                + "`FunctionChoiceTests.Resize`, `FunctionChoiceTests.Crop`; did you mean `FunctionChoiceTests.Resize`?"
        )
    }

    @Test func offersNoNearestWhereNoneIsNear() {
        let failure = #expect(throws: StartFailure.self) { try FunctionChoice.choose(all, handler: "index.handler") }
        #expect(failure?.message.contains("did you mean") == false)
    }

    @Test func wantsAHandlerWhereThereAreSeveralFunctions() {
        let failure = #expect(throws: StartFailure.self) { try FunctionChoice.choose(all, handler: "") }
        #expect(failure?.message.contains("`FC_FUNCTION_HANDLER` names none") == true)
        #expect(throws: StartFailure.self) { try FunctionChoice.choose([], handler: "x") }
    }
}
