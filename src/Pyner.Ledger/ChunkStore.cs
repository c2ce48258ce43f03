using Pyner.Pipeline.Distribution;
using StackExchange.Redis;

namespace Pyner.Ledger;

/// <summary>Brings chunks to Redis and back, a few at a time.</summary>
internal sealed class ChunkStore(RedisConnection connection)
{
    // Long enough for the slowest upload between two chunks; a caller who is killed leaves its chunks behind for no longer.
    private static readonly TimeSpan s_stagedFor = TimeSpan.FromMinutes(10);

    // Commands under way at a time: enough to keep the connection busy, few enough for other calls to get in between.
    private const int Window = 4;

    /// <summary>
    /// Puts chunks under a key of their own, which expires, for a script to move them to their place. One chunk alone is not worth a call of its
    /// own: it goes with the script.
    /// </summary>
    /// <returns>The key, how many chunks are there, and what goes with the script.</returns>
    public async Task<(RedisKey Key, int Count, ReadOnlyMemory<byte> Inline)> StageAsync(
        string jobId, IReadOnlyList<ReadOnlyMemory<byte>> chunks, CancellationToken cancellation)
    {
        RedisKey key = connection.Keys.Staged(jobId);
        if (chunks.Count == 1)
            return (key, 0, chunks[0]);
        for (int first = 0; first < chunks.Count; first += Window)
        {
            int end = Math.Min(first + Window, chunks.Count);
            Task[] puts = [.. Enumerable.Range(first, end - first).Select(i => PutAsync(key, i, chunks[i], cancellation))];
            await Task.WhenAll(puts).ConfigureAwait(false);
        }
        return (key, chunks.Count, ReadOnlyMemory<byte>.Empty);
    }

    /// <summary>Says what a script means that did not find all of what was staged for it.</summary>
    public static LedgerUnavailableException StagedLost(string what) =>
        new($"The ledger lost a part of {what} before it was in place: it came back with an older state, or was away for long.");

    /// <summary>Reads all chunks of a key.</summary>
    /// <returns>The chunks, or null where they are not there any more.</returns>
    public async Task<List<ReadOnlyMemory<byte>>?> ReadAsync(RedisKey key, int count, CancellationToken cancellation)
    {
        var chunks = new List<ReadOnlyMemory<byte>>(count);
        while (chunks.Count < count)
        {
            Task<RedisValue>[] gets =
            [
                .. Enumerable.Range(chunks.Count, Math.Min(Window, count - chunks.Count)).Select(i =>
                    connection.GuardAsync(database => database.HashGetAsync(key, i), "read chunks", cancellation)),
            ];
            foreach (RedisValue chunk in await Task.WhenAll(gets).ConfigureAwait(false))
            {
                if (chunk.IsNull)
                    return null;
                chunks.Add(chunk);
            }
        }
        return chunks;
    }

    private Task<RedisResult> PutAsync(RedisKey key, int index, ReadOnlyMemory<byte> chunk, CancellationToken cancellation) =>
        connection.EvaluateAsync(LedgerScript.StageChunk, [key], [index, chunk, (long)s_stagedFor.TotalMilliseconds], cancellation);
}
