/// An error that says itself how it is reported. Any other error is reported by the name of its type and its description.
public protocol FunctionError: Error {
    /// `errorType` in the report: the name of the type, unless it says otherwise.
    var errorType: String { get }
    /// `errorMessage` in the report.
    var errorMessage: String { get }
    /// The status that the client of an HTTP function gets. Callers of an event function see no status.
    var status: HTTPResponseStatus { get }
}

extension FunctionError {
    /// The name of the type.
    public var errorType: String { String(describing: Self.self) }
    /// 500
    public var status: HTTPResponseStatus { .internalServerError }
}
