#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ArchiveError {
    /// An error from the number that a system call left in `errno`.
    init(errno number: Int32, _ operation: Operation, path: String, entry: String? = nil) {
        let code: Code =
            switch number {
            case ENOENT, ENOTDIR: .notFound
            case EACCES, EPERM, EROFS: .notPermitted
            case EISDIR, ELOOP: .notRegularFile
            case ENOSPC, EDQUOT, EFBIG: .diskFull
            case ENOMEM, EMFILE, ENFILE, EAGAIN: .outOfResources
            default: .systemFailure
            }
        self.init(code, operation, path: path, entry: entry, detail: systemText(number))
    }
}

/// The system's words for an error number.
func systemText(_ number: Int32) -> String {
    var text = [CChar](repeating: 0, count: 256)
    let length = text.count
    guard strerror_r(number, &text, length) == 0 else { return "error \(number)" }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
}
