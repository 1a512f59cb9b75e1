#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Gives changed inputs to a reader: `fuzz-readers READER [--seed N] [--rounds N] [--round N] [--keep FILE]`.
///
/// The same seed gives the same inputs everywhere. `--round` repeats a single one, `--keep` writes it to a file first.
@main struct FuzzReaders {
    static func main() async throws {
        var arguments = Array(CommandLine.arguments.dropFirst())
        func option(_ name: String) -> String? {
            guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
            defer { arguments.removeSubrange(place...place + 1) }
            return arguments[place + 1]
        }
        let seed = option("--seed").flatMap { UInt64($0) } ?? 1
        let rounds = option("--rounds").flatMap { Int($0) } ?? 1000
        let single = option("--round").flatMap { Int($0) }
        let kept = option("--keep")
        let folder = FileManager.default.temporaryDirectory.path + "/fuzz-" + UUID().uuidString
        let note = option("--note") ?? folder + "/note"
        guard arguments.count == 1, let reader = Reader(rawValue: arguments[0]) else {
            let names = Reader.allCases.map(\.rawValue).joined(separator: ", ")
            print("usage: fuzz-readers READER [--seed N] [--rounds N] [--round N] [--keep FILE]; readers: \(names)")
            exit(2)
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let label = "\(reader.rawValue) --seed \(seed)"
        let watch = Watch(label: label, note: note, seconds: 60, megabytes: 1024)
        for (number, sound) in reader.seeds.enumerated() {
            guard await reader.read(sound.bytes, round: 0, folder: folder) else {
                print("seed \(number) of \(reader.rawValue) is not sound")
                exit(5)
            }
        }
        var taken = 0
        for round in single.map({ $0...$0 }) ?? 0...max(0, rounds - 1) {
            var mutation = Mutation(random: FuzzRandom(seed: seed, round: round))
            let bytes = reader.input(&mutation)
            if let kept { try Data(bytes).write(to: URL(fileURLWithPath: kept)) }
            watch.begin(round)
            if await reader.read(bytes, round: round, folder: folder) { taken += 1 }
            watch.end()
        }
        try FileManager.default.removeItem(atPath: folder)
        print("\(label): \(single == nil ? rounds : 1) inputs, \(taken) of them taken as sound, \(watch.summary)")
    }
}
