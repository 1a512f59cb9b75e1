import NIOCore

/// A request body on its way from the connection to the function.
final class BodyStream: Sendable {
    typealias Strategy = NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark
    typealias Sequence = NIOThrowingAsyncSequenceProducer<ByteBuffer, any Error, Strategy, Demand>
    typealias Source = Sequence.Source

    /// Tells the connection that more may be read.
    struct Demand: NIOAsyncSequenceProducerDelegate {
        let resume: @Sendable () -> Void
        func produceMore() { resume() }
        func didTerminate() { resume() }
    }

    private let sequence: Sequence
    private let isUsed = Flag()

    private init(_ sequence: Sequence) { self.sequence = sequence }

    /// A stream, and the end that the connection fills. `resume` is called when more may be read.
    static func make(resume: @escaping @Sendable () -> Void) -> (stream: BodyStream, source: Source) {
        let made = Sequence.makeSequence(
            elementType: ByteBuffer.self, failureType: (any Error).self,
            backPressureStrategy: Strategy(lowWatermark: 4, highWatermark: 16), finishOnDeinit: true,
            delegate: Demand(resume: resume))
        return (BodyStream(made.sequence), made.source)
    }

    /// The iterator, the first time it is asked for; the sequence below allows one.
    func iterator() -> Sequence.AsyncIterator? {
        isUsed.exchange(true) ? nil : sequence.makeAsyncIterator()
    }
}
