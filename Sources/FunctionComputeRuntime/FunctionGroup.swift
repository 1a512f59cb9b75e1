/// Several functions in one binary; the handler string of the function's configuration chooses one of them:
///
/// ```swift
/// @main struct Handlers: FunctionGroup {
///     static var functions: [any Function.Type] { [Resize.self, Crop.self] }
/// }
/// ```
///
/// The handler is the type's name, `Resize` or `Module.Resize`. With one function any handler is taken, because the platform
/// wants a handler even where a custom runtime has no use for it.
public protocol FunctionGroup {
    /// The functions to choose from.
    static var functions: [any Function.Type] { get }
}

extension FunctionGroup {
    /// Serves the function that the handler string names: the entry point of a type marked `@main`. Says so and exits with a
    /// status other than 0, before it listens, where the handler names none.
    public static func main() async {
        await Program.run(functions)
    }
}
