using System.Text.Json;
using Pyner.Pipeline;
using Pyner.Pipeline.Ledgers;

namespace Pyner.Ledger;

/// <summary>A checkpoint as the ledger keeps it.</summary>
internal sealed record StoredCheckpoint(
    int Sequence, long FirstBatch, long EndBatch, long Submissions, string Chain, string Fingerprint, bool EndsSource, DateTimeOffset RecordedAt)
{
    public static string Write(Checkpoint checkpoint) => JsonSerializer.Serialize(
        new StoredCheckpoint(
            checkpoint.Sequence, checkpoint.FirstBatch, checkpoint.EndBatch, checkpoint.Submissions, checkpoint.Chain.ToString(), checkpoint.Fingerprint,
            checkpoint.EndsSource, checkpoint.RecordedAt),
        LedgerJson.Default.StoredCheckpoint);

    /// <summary>What makes two checkpoints the same: all but the time, since a repeated attempt may carry a later one.</summary>
    public static string WriteKey(Checkpoint checkpoint) => Write(checkpoint with { RecordedAt = DateTimeOffset.UnixEpoch });

    public static Checkpoint Read(string text)
    {
        StoredCheckpoint stored = JsonSerializer.Deserialize(text, LedgerJson.Default.StoredCheckpoint)!;
        return new Checkpoint
        {
            Sequence = stored.Sequence,
            FirstBatch = stored.FirstBatch,
            EndBatch = stored.EndBatch,
            Submissions = stored.Submissions,
            Chain = BatchChain.FromBytes(Convert.FromHexString(stored.Chain)),
            Fingerprint = stored.Fingerprint,
            EndsSource = stored.EndsSource,
            RecordedAt = stored.RecordedAt,
        };
    }
}
