import CLibZip

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What libzip sees in an archive: a second reader that must see the same, or two tools will unpack two things.
enum LibraryOpinion {
    static func disagreements(of file: RandomAccessFile, with entries: [ZipEntry]) -> [ZipDefect] {
        let descriptor = file.duplicate()
        guard descriptor >= 0 else { return [ZipDefect(.libraryDisagrees, detail: systemText(errno))] }
        var code: Int32 = 0
        guard let archive = zip_fdopen(descriptor, ZIP_RDONLY, &code) else {
            close(descriptor)
            return [ZipDefect(.libraryDisagrees, detail: libraryText(code))]
        }
        defer { zip_discard(archive) }
        let count = zip_get_num_entries(archive, 0)
        guard count == Int64(entries.count) else {
            return [
                ZipDefect(.libraryDisagrees, detail: "libzip lists \(count) entries, the directory \(entries.count)")
            ]
        }
        var defects: [ZipDefect] = []
        for entry in entries {
            var status = zip_stat_t()
            zip_stat_init(&status)
            let same =
                zip_stat_index(archive, zip_uint64_t(entry.index), zip_flags_t(ZIP_FL_ENC_RAW), &status) == 0
                && status.size == entry.size && status.comp_size == entry.compressedSize && status.crc == entry.crc32
                && status.comp_method == entry.method
                && (entry.path == nil || status.name.map { strcmp($0, entry.name) == 0 } ?? false)
            if !same {
                defects.append(ZipDefect(.libraryDisagrees, entry: entry.name, detail: "libzip reads another record"))
            }
        }
        return defects
    }
}

/// libzip's words for one of its codes.
func libraryText(_ code: Int32) -> String {
    var error = zip_error_t()
    zip_error_init_with_code(&error, code)
    defer { zip_error_fini(&error) }
    return String(cString: zip_error_strerror(&error))
}
