import BuildModel
import CLibZip

/// One run of libzip over all members. libzip asks for data through callbacks, all on the thread that called `run`.
final class WriteSession {
    let members: [ZipMember]
    let plan: CompressionPlan
    let queue: UnitQueue
    let output: OutputFile
    let options: ZipOptions
    /// The first thing that went wrong in a callback: more exact than what libzip makes of it.
    private(set) var failure: ArchiveError?
    private var stream: MemberStream
    private var written: [ZipSummary.Entry] = []
    private var done: UInt64 = 0
    /// libzip's archive while `run` is at work.
    private var archive: OpaquePointer?

    init(members: [ZipMember], plan: CompressionPlan, queue: UnitQueue, output: OutputFile, options: ZipOptions) {
        self.members = members
        self.plan = plan
        self.queue = queue
        self.output = output
        self.options = options
        stream = MemberStream(queue: queue)
    }

    /// Writes the archive to the output, up to its end but not into its place.
    func run() throws(ArchiveError) -> [ZipSummary.Entry] {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        let session = Unmanaged.passUnretained(self).toOpaque()
        guard let sink = zip_source_function_create(answerSink, session, &error) else {
            throw libraryFailure(String(cString: zip_error_strerror(&error)))
        }
        guard let archive = zip_open_from_source(sink, ZIP_CREATE | ZIP_TRUNCATE, &error) else {
            zip_source_free(sink)
            throw failure ?? libraryFailure(String(cString: zip_error_strerror(&error)))
        }
        self.archive = archive
        defer { self.archive = nil }
        // libzip hands a context of one pointer to each callback: session and place of the member.
        let contexts = UnsafeMutablePointer<MemberContext>.allocate(capacity: members.count)
        defer { contexts.deallocate() }
        do throws(ArchiveError) {
            for (place, member) in members.enumerated() {
                (contexts + place).initialize(to: MemberContext(session: .passUnretained(self), place: place))
                try add(member, contexts + place, to: archive)
            }
        } catch {
            zip_discard(archive)
            throw error
        }
        guard zip_close(archive) == 0 else {
            let words = String(cString: zip_strerror(archive))
            zip_discard(archive)
            throw failure ?? libraryFailure(words)
        }
        if let failure { throw failure }
        try checkSize()
        return written
    }

    /// Every byte of the archive is accounted for: libzip has not compressed again and not added extra fields. Beyond
    /// what 32-bit records hold, there are records that this sum does not know.
    private func checkSize() throws(ArchiveError) {
        guard written.count == members.count else { throw libraryFailure("libzip left out members") }
        guard members.count < 0xFFFF, output.size < 0xFFFF_FFFF else { return }
        var expected: UInt64 = 22
        for (member, entry) in zip(members, written) {
            expected += 30 + 46 + 2 * UInt64(member.entryName.utf8.count) + entry.compressedSize
        }
        guard expected == output.size else {
            throw libraryFailure("libzip wrote \(output.size) bytes instead of \(expected)")
        }
    }

    private func add(
        _ member: ZipMember, _ context: UnsafeMutablePointer<MemberContext>, to archive: OpaquePointer
    ) throws(ArchiveError) {
        guard let source = zip_source_function(archive, answerMember, context) else {
            throw libraryFailure(String(cString: zip_strerror(archive)), member)
        }
        let index = zip_file_add(archive, member.entryName, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            zip_source_free(source)
            throw libraryFailure(String(cString: zip_strerror(archive)), member)
        }
        let place = zip_uint64_t(index)
        // 33 is the first of January 1980, the earliest date there is. The call that takes a time_t would go through the
        // time zone of the machine.
        guard zip_file_set_dostime(archive, place, 0, 33, 0) == 0,
            zip_file_set_external_attributes(
                archive, place, 0, zip_uint8_t(ZIP_OPSYS_UNIX), member.mode << 16) == 0
        else { throw libraryFailure(String(cString: zip_strerror(archive)), member) }
    }

    private func libraryFailure(_ words: String, _ member: ZipMember? = nil) -> ArchiveError {
        ArchiveError(.libraryFailure, .write, path: output.path, entry: member?.path.text, detail: words)
    }

    // MARK: What libzip asks about members

    /// Begins with a member, if it is not the one that is being written already.
    func begin(_ place: Int) -> Bool {
        attempt(at: place) { () throws(ArchiveError) in
            guard try stream.begin(plan.contents[place], place: place) else { return }
            // Unless told otherwise, libzip tries to compress what is stored. It asks for the status before it looks at
            // the method, and whether deflate helps is not known earlier.
            if stream.status.method == 0, let archive {
                zip_set_file_compression(archive, zip_uint64_t(place), ZIP_CM_STORE, 0)
            }
        }
    }

    /// What is known of the member so far.
    func status(of place: Int) -> MemberStream.Status { stream.status }

    /// Gives the next bytes of the member; nil after a failure.
    func read(_ place: Int, into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        var count = 0
        let isFine = attempt(at: place) { () throws(ArchiveError) in
            if options.isCancelled() {
                throw ArchiveError(.cancelled, .write, path: output.path, detail: "cancelled")
            }
            count = try stream.read(into: buffer)
        }
        return isFine ? count : nil
    }

    /// Notes that the member has been written.
    func end(_ place: Int) {
        guard failure == nil, written.count == place else { return }
        let status = stream.status
        written.append(
            ZipSummary.Entry(
                path: members[place].path, size: status.size, compressedSize: stream.delivered, crc32: status.crc32 ?? 0
            ))
        done += status.size
        options.progress?(done, plan.total)
    }

    // MARK: What libzip does to the archive

    /// Runs something that may throw, and keeps the first failure.
    func attempt(at place: Int? = nil, _ body: () throws(ArchiveError) -> Void) -> Bool {
        do throws(ArchiveError) {
            try body()
            return true
        } catch {
            failure = failure ?? place.map { error.named(members[$0]) } ?? error
            return false
        }
    }
}

/// What a callback about a member gets.
struct MemberContext {
    let session: Unmanaged<WriteSession>
    let place: Int
}
