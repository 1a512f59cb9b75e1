@_exported public import FunctionComputeRuntime
