/// Syntax that not every version of PHP from 7.2 on has.
public enum PHPFeature: String, Hashable, Sendable, CaseIterable {
    /// A heredoc whose end is indented or followed by more than `;`.
    case flexibleHeredoc
    /// `f(1, 2,)`
    case trailingCommaInCall
    /// `public int $x;`
    case typedProperty
    /// `fn($x) => $x`
    case arrowFunction
    /// `$a ??= 1`
    case coalescingAssignment
    /// `[...$a]`
    case spreadInArray
    /// `1_000`
    case numericSeparator
    /// `match ($x) { … }`
    case matchExpression
    /// `f(name: 1)`
    case namedArgument
    /// `$a?->b`
    case nullsafeOperator
    /// `#[A]`: older versions read it as a comment up to the end of the line.
    case attribute
    /// `function __construct(private $x)`
    case constructorPromotion
    /// `int|string`
    case unionType
    /// `function f($a, $b,)`
    case trailingCommaInParameters
    /// `catch (E)`
    case catchWithoutVariable
    /// `$x ?? throw new E`
    case throwExpression
    /// `$object::class`
    case classOfObject
    /// `enum E { … }`
    case enumeration
    /// `readonly` before a property.
    case readonlyProperty
    /// `f(...)`
    case firstClassCallable
    /// `0o17`
    case explicitOctal
    /// `readonly class`
    case readonlyClass

    /// The first version that has it.
    public var introduced: PHPVersion {
        switch self {
        case .flexibleHeredoc, .trailingCommaInCall: PHPVersion(7, 3)
        case .typedProperty, .arrowFunction, .coalescingAssignment, .spreadInArray, .numericSeparator: PHPVersion(7, 4)
        case .matchExpression, .namedArgument, .nullsafeOperator, .attribute, .constructorPromotion, .unionType,
            .trailingCommaInParameters, .catchWithoutVariable, .throwExpression, .classOfObject:
            PHPVersion(8, 0)
        case .enumeration, .readonlyProperty, .firstClassCallable, .explicitOctal: PHPVersion(8, 1)
        case .readonlyClass: PHPVersion(8, 2)
        }
    }

    /// Whether a version without it refuses the whole file.
    public var isFatalBefore: Bool { self != .attribute }
}

/// The first use of a feature in a file.
public struct PHPFeatureUse: Hashable, Sendable {
    /// What is used.
    public let feature: PHPFeature
    /// Where.
    public let place: SourcePlace
}
