import FunctionComputeRuntime
import Testing

struct FunctionTests {
    @Test func functionsAreSendable() {
        struct Small: Function {}
        func needsSendable(_: some Sendable) {}
        needsSendable(Small())
    }
}
