import CLibZip

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The bits of the commands that a source answers.
private func bits(_ commands: zip_source_cmd_t...) -> zip_int64_t {
    commands.reduce(0) { $0 | 1 << zip_int64_t($1.rawValue) }
}

/// Tells libzip that something failed; what it was is kept by the session.
private func reportError(
    _ data: UnsafeMutableRawPointer?, _ length: zip_uint64_t, _ code: Int32, _ system: Int32 = 0
) -> zip_int64_t {
    guard let data, length >= zip_uint64_t(2 * MemoryLayout<Int32>.size) else { return -1 }
    data.storeBytes(of: code, as: Int32.self)
    data.storeBytes(of: system, toByteOffset: MemoryLayout<Int32>.size, as: Int32.self)
    return zip_int64_t(2 * MemoryLayout<Int32>.size)
}

/// Answers libzip's questions about a member: compressed data, with sizes and CRC-32 where they are known before.
func answerMember(
    _ context: UnsafeMutableRawPointer?, _ data: UnsafeMutableRawPointer?, _ length: zip_uint64_t,
    _ command: zip_source_cmd_t
) -> zip_int64_t {
    guard let context else { return -1 }
    let member = context.assumingMemoryBound(to: MemberContext.self).pointee
    let session = member.session.takeUnretainedValue()
    switch command {
    case ZIP_SOURCE_SUPPORTS:
        return bits(
            ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE)
    case ZIP_SOURCE_STAT:
        guard let data, session.begin(member.place) else { return -1 }
        data.storeBytes(of: libraryStatus(session.status(of: member.place)), as: zip_stat_t.self)
        return zip_int64_t(MemoryLayout<zip_stat_t>.size)
    case ZIP_SOURCE_OPEN: return session.begin(member.place) ? 0 : -1
    case ZIP_SOURCE_READ:
        let buffer = UnsafeMutableRawBufferPointer(start: data, count: Int(length))
        return session.read(member.place, into: buffer).map { zip_int64_t($0) } ?? -1
    case ZIP_SOURCE_CLOSE:
        session.end(member.place)
        return 0
    case ZIP_SOURCE_FREE: return 0
    case ZIP_SOURCE_ERROR:
        let isCancelled = session.failure?.code == .cancelled
        return reportError(data, length, isCancelled ? ZIP_ER_CANCELLED : ZIP_ER_READ, EIO)
    default: return -1
    }
}

private func libraryStatus(_ known: MemberStream.Status) -> zip_stat_t {
    var status = zip_stat_t()
    zip_stat_init(&status)
    status.size = known.size
    status.comp_method = known.method
    status.encryption_method = zip_uint16_t(ZIP_EM_NONE)
    status.valid = zip_uint64_t(ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD)
    if let compressed = known.compressedSize {
        status.comp_size = compressed
        status.valid |= zip_uint64_t(ZIP_STAT_COMP_SIZE)
    }
    if let crc = known.crc32 {
        status.crc = crc
        status.valid |= zip_uint64_t(ZIP_STAT_CRC)
    }
    return status
}

/// Does what libzip wants with the archive: a file that does not exist yet, and is written.
func answerSink(
    _ context: UnsafeMutableRawPointer?, _ data: UnsafeMutableRawPointer?, _ length: zip_uint64_t,
    _ command: zip_source_cmd_t
) -> zip_int64_t {
    guard let context else { return -1 }
    let session = Unmanaged<WriteSession>.fromOpaque(context).takeUnretainedValue()
    let output = session.output
    switch command {
    case ZIP_SOURCE_SUPPORTS:
        let reading = bits(
            ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE,
            ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL)
        return reading
            | bits(
                ZIP_SOURCE_BEGIN_WRITE, ZIP_SOURCE_COMMIT_WRITE, ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_WRITE,
                ZIP_SOURCE_SEEK_WRITE, ZIP_SOURCE_TELL_WRITE, ZIP_SOURCE_REMOVE)
    case ZIP_SOURCE_BEGIN_WRITE: return 0
    case ZIP_SOURCE_WRITE:
        let bytes = UnsafeRawBufferPointer(start: data, count: Int(length))
        return session.attempt { () throws(ArchiveError) in try output.write(bytes) } ? zip_int64_t(length) : -1
    case ZIP_SOURCE_TELL_WRITE: return zip_int64_t(output.position)
    case ZIP_SOURCE_SEEK_WRITE:
        guard let data else { return -1 }
        let place = zip_source_seek_compute_offset(output.position, output.size, data, length, nil)
        return place >= 0 && output.seek(to: zip_uint64_t(place)) ? 0 : -1
    case ZIP_SOURCE_COMMIT_WRITE:
        return session.attempt { () throws(ArchiveError) in try output.flush() } ? 0 : -1
    case ZIP_SOURCE_ROLLBACK_WRITE, ZIP_SOURCE_FREE, ZIP_SOURCE_REMOVE: return 0
    case ZIP_SOURCE_ERROR:
        // While the archive is opened libzip asks whether the file is there: it is not.
        return session.failure == nil
            ? reportError(data, length, ZIP_ER_READ, ENOENT) : reportError(data, length, ZIP_ER_WRITE, EIO)
    default: return -1
    }
}
