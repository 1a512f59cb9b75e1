/// A function of Function Compute: its initializer is the platform's initializer.
public protocol Function: Sendable {}
