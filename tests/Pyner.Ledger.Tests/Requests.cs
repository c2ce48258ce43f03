using Pyner.Pipeline.Distribution;

namespace Pyner.Ledger.Tests;

/// <summary>Requests and results whose details do not matter to a test.</summary>
internal static class Requests
{
    public static JobRequest Request(string outputFolder) => new()
    {
        SourcePath = "/data/sra",
        OutputFolder = outputFolder,
        BatchSize = 100,
        CheckpointEvery = 10_000,
        Timestamp = new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.Zero),
    };

    public static ParsedBatch Parsed(byte[] partial) => new()
    {
        Partial = partial,
        Content = Array.Empty<byte>(),
        Groups = 10,
        Figures = new BatchFigures(10, 1_000, 1, 20, 30, 40),
        Device = "cpu",
        Busy = TimeSpan.FromMilliseconds(5),
    };
}
