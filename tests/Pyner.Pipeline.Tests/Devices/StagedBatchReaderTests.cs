using System.Globalization;
using System.Text;
using Pyner.Pipeline.Devices;
using Pyner.Pipeline.Tests.Fakes;
using Pyner.Sra;
using Pyner.Sra.Sources;
using Pyner.Xml.Indexing;
using Xunit;

namespace Pyner.Pipeline.Tests.Devices;

/// <summary>A parser sees of a batch that is read ahead what it would see of the batch itself.</summary>
public sealed class StagedBatchReaderTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(1_000)]
    [InlineData(6_000)]
    [InlineData(100_000)]
    public void The_same_submissions_files_bytes_and_faults_in_the_same_order(int capacity)
    {
        using var device = new HostDevice(capacity, batch => batch % 3 == 0);
        using StagedBatchReader staged = Staged(device);
        for (int seed = 0; seed < 150; seed++)
        {
            string expected = Log(new RandomBatchReader(seed), seed);
            staged.Open(new RandomBatchReader(seed));
            string actual = Log(staged, seed);
            int same = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.True(expected == actual, $"seed {seed}, behind '{expected[Math.Max(0, same - 100)..same]}': '{Next(expected)}', not '{Next(actual)}'");

            string Next(string log) => log[same..Math.Min(log.Length, same + 60)];
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(6_000)]
    public void A_source_that_ends_too_early_says_so_and_the_next_batch_is_read_as_ever(int capacity)
    {
        using var device = new HostDevice(capacity);
        using StagedBatchReader staged = Staged(device);
        for (int seed = 0; seed < 60; seed++)
        {
            Assert.Throws<SourceException>(() =>
            {
                staged.Open(new RandomBatchReader(seed, ends: false));
                Log(staged, seed);
            });
            staged.Open(new RandomBatchReader(seed));
            Assert.Equal(Log(new RandomBatchReader(seed), seed), Log(staged, seed));
        }
    }

    [Fact]
    public void Files_that_are_not_for_the_device_are_counted()
    {
        var tally = new FallbackTally();
        using var device = new HostDevice(3_000);
        using var staged = new StagedBatchReader(device, new PreparedIndexer("staged", StructuralIndexers.Choose()), tally);
        for (int seed = 0; seed < 100; seed++)
        {
            staged.Open(new RandomBatchReader(seed));
            Log(staged, seed);
        }
        Assert.True(tally.Now is { DoctypeFiles: > 0, ForeignFiles: > 0, LongFiles: > 0 }, tally.Now.ToString());
    }

    private static StagedBatchReader Staged(HostDevice device) => new(device, new PreparedIndexer("staged", StructuralIndexers.Choose()), new FallbackTally());

    /// <summary>Walks through a batch as a parser does, and writes down all that it sees. Now and then it leaves the rest of a file.</summary>
    private static string Log(SubmissionBatchReader reader, int seed)
    {
        var random = new Random(seed);
        var log = new StringBuilder();
        byte[] buffer = new byte[700];
        while (reader.MoveToNextSubmission())
        {
            log.Append(CultureInfo.InvariantCulture, $"\n{reader.Accession} {reader.IsFirstGroup}");
            while (TryMove())
            {
                log.Append(CultureInfo.InvariantCulture, $"\n  {reader.Kind} {reader.IsDuplicate} {reader.FilePath} ");
                if (!reader.IsDuplicate && reader.Kind is SubmissionFileKind.Sample or SubmissionFileKind.Experiment or SubmissionFileKind.Run)
                    ReadFile();
            }
            log.Append(CultureInfo.InvariantCulture, $"\n  whole {reader.IsWhole}");
        }
        log.Append(CultureInfo.InvariantCulture, $"\nignored {reader.IgnoredFiles} {reader.MoveToNextSubmission()}");
        return log.ToString();

        bool TryMove()
        {
            while (true)
            {
                try
                {
                    return reader.MoveToNextFile();
                }
                catch (FileUnreadableException e)
                {
                    log.Append(CultureInfo.InvariantCulture, $"\n  {e.Message} at {reader.FilePath}");
                }
            }
        }

        void ReadFile()
        {
            // Readers give a file in other pieces, so it is left at a byte.
            int left = random.Next(10) == 0 ? random.Next(100) : int.MaxValue;
            try
            {
                for (int count; left > 0 && (count = reader.Read(buffer.AsSpan(0, Math.Min(left, buffer.Length)))) > 0; left -= count)
                    log.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
            catch (FileUnreadableException e)
            {
                log.Append(CultureInfo.InvariantCulture, $" {e.Message}");
            }
        }
    }
}
