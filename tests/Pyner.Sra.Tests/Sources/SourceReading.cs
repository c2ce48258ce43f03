using System.Collections.Concurrent;
using System.Security.Cryptography;
using Pyner.Sra.Sources;
using Xunit;

namespace Pyner.Sra.Tests.Sources;

/// <summary>Reads a source the way a job does: one planner, one or several readers.</summary>
internal static class SourceReading
{
    /// <summary>Reads it all, or up to a fault.</summary>
    public static Delivery Read(
        SubmissionSource source, int threads = 1, int batchSize = 3, long? limit = null, long firstBatch = 0, int bufferSize = 777, bool catalogsOnly = false)
    {
        var delivery = new Delivery();
        if (threads == 1)
        {
            using SubmissionBatchReader reader = source.CreateReader();
            try
            {
                foreach (SubmissionBatch batch in source.Plan(batchSize, limit, firstBatch, 1, TestContext.Current.CancellationToken))
                    ReadBatch(reader, batch, delivery, bufferSize, catalogsOnly);
            }
            catch (SourceException e)
            {
                delivery.Fault = e;
            }
            return delivery.InOrder();
        }

        using var batches = new BlockingCollection<SubmissionBatch>(threads);
        Task<Delivery>[] readers = [.. Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                var part = new Delivery();
                using SubmissionBatchReader reader = source.CreateReader();
                foreach (SubmissionBatch batch in batches.GetConsumingEnumerable())
                {
                    try
                    {
                        ReadBatch(reader, batch, part, bufferSize, catalogsOnly);
                    }
                    catch (SourceException e)
                    {
                        part.Fault = e;
                    }
                }
                return part;
            },
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        try
        {
            foreach (SubmissionBatch batch in source.Plan(batchSize, limit, firstBatch, threads, TestContext.Current.CancellationToken))
                batches.Add(batch);
        }
        catch (SourceException e)
        {
            delivery.Fault = e;
        }
        finally
        {
            batches.CompleteAdding();
        }
        foreach (Task<Delivery> reader in readers)
            delivery.Add(reader.GetAwaiter().GetResult());
        return delivery.InOrder();
    }

    /// <summary>Reads a batch to its end; with <paramref name="catalogsOnly"/>, only those files that a parser reads.</summary>
    public static void ReadBatch(SubmissionBatchReader reader, SubmissionBatch batch, Delivery delivery, int bufferSize, bool catalogsOnly)
    {
        byte[] buffer = new byte[bufferSize];
        reader.Open(batch);
        delivery.Batches++;
        while (reader.MoveToNextSubmission())
        {
            string kinds = "";
            while (true)
            {
                try
                {
                    if (!reader.MoveToNextFile())
                        break;
                }
                catch (FileUnreadableException e)
                {
                    delivery.UnreadableFolders.Add($"{reader.FilePath}: {e.Message}");
                    continue;
                }
                kinds += reader.IsDuplicate ? "*" : reader.Kind.ToString()[..2];
                bool isRead = !reader.IsDuplicate && reader.Kind is SubmissionFileKind.Sample or SubmissionFileKind.Experiment or SubmissionFileKind.Run;
                if (catalogsOnly && !isRead)
                    delivery.Files.Add(Describe(reader, batch, "unread", null));
                else
                    ReadFile(reader, batch, delivery, buffer);
            }
            delivery.Groups.Add(new DeliveredGroup(batch.Ordinal, reader.Accession.ToString(), reader.IsFirstGroup, reader.IsWhole, kinds));
        }
        delivery.Ignored += reader.IgnoredFiles;
        delivery.CompleteBatches.Add(batch.Ordinal);
        if (reader.Digest is ulong digest)
            delivery.Digests.Add(batch.Ordinal, digest);
    }

    private static void ReadFile(SubmissionBatchReader reader, SubmissionBatch batch, Delivery delivery, byte[] buffer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = 0;
        try
        {
            int count;
            while ((count = reader.Read(buffer)) > 0)
            {
                hash.AppendData(buffer, 0, count);
                length += count;
            }
            Assert.Equal(0, reader.Read(buffer));
            string digest = $"{length}:{Convert.ToHexStringLower(hash.GetHashAndReset()[..8])}";
            delivery.Files.Add(Describe(reader, batch, digest, null));
        }
        catch (FileUnreadableException e)
        {
            delivery.Files.Add(Describe(reader, batch, "unreadable", e.Message));
        }
    }

    private static DeliveredFile Describe(SubmissionBatchReader reader, SubmissionBatch batch, string content, string? unreadable) =>
        new(reader.Accession.ToString(), reader.Kind, content)
        {
            Ordinal = batch.Ordinal,
            IsDuplicate = reader.IsDuplicate,
            Path = reader.FilePath,
            Unreadable = unreadable,
        };
}
