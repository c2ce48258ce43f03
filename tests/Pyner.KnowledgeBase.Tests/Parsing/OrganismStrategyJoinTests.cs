using System.Text;
using Pyner.KnowledgeBase.Parsing;
using Pyner.Sra;
using Pyner.Sra.Extraction;
using Pyner.Xml.Reading;
using Xunit;

namespace Pyner.KnowledgeBase.Tests.Parsing;

/// <summary>The join inside a submission, against the rule written down plainly.</summary>
public sealed class OrganismStrategyJoinTests
{
    private static readonly SubmissionAccession s_submission = SubmissionAccession.Parse("SRA000001");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whole_submissions_are_joined_as_the_rule_says(int seed)
    {
        var random = new Random(seed);
        var values = new SraValues();
        var join = new OrganismStrategyJoin(values);
        var partial = new Partial();
        var expected = new Dictionary<(string, string), (long Count, long Submissions)>();
        long unresolved = 0;
        for (int submission = 0; submission < 300; submission++)
        {
            var organisms = new Dictionary<string, string>();
            var pairs = new Dictionary<(string, string), long>();
            var experiments = new List<(string Sample, string Strategy)>();
            // Either file may be missing, rejected, or first.
            foreach (bool isSampleFile in random.Next(2) == 0 ? new[] { true, false } : [false, true])
            {
                int records = random.Next(4) == 0 ? 0 : random.Next(8);
                bool isRejected = random.Next(4) == 0;
                for (int i = 0; i < records; i++)
                {
                    string sample = Sample(random);
                    string name = $"name {random.Next(3)}";
                    if (isSampleFile)
                        join.AddSample(Encoding.UTF8.GetBytes(sample), Number(values.Organisms, name));
                    else
                        join.AddExperiment(Encoding.UTF8.GetBytes(sample), Number(values.Strategies, name));
                    if (isRejected)
                        continue;
                    if (!isSampleFile)
                        experiments.Add((sample, name));
                    else if (sample.Length > 0)
                        organisms.TryAdd(sample, name);
                }
                if (isRejected)
                    join.Rollback();
                else
                    join.Commit();
            }
            join.EndSubmission(s_submission, isWhole: true, partial);
            foreach ((string sample, string strategy) in experiments)
            {
                if (organisms.TryGetValue(sample, out string? organism))
                    pairs[(organism, strategy)] = pairs.GetValueOrDefault((organism, strategy)) + 1;
                else
                    unresolved++;
            }
            foreach (((string, string) pair, long count) in pairs)
            {
                (long before, long submissions) = expected.GetValueOrDefault(pair);
                expected[pair] = (before + count, submissions + 1);
            }
        }
        join.MoveTo(partial.OrganismStrategies);
        Assert.Equal(
            expected.Select(e => (e.Key.Item1, e.Key.Item2, e.Value.Count, e.Value.Submissions)).Order(),
            partial.OrganismStrategies.Select(e => (e.Key.Organism, e.Key.Strategy, e.Value.Count, e.Value.Submissions)).Order());
        Assert.Equal(unresolved, partial.Totals.UnresolvedSampleReferences);
        Assert.Equal(0, partial.OpenJoins.Count);
    }

    [Fact]
    public void Files_that_come_apart_give_what_they_give_together()
    {
        var random = new Random(4);
        for (int round = 0; round < 200; round++)
        {
            (string Sample, string Organism)[] samples = [.. Enumerable.Range(0, random.Next(5)).Select(_ => (Sample(random), $"o{random.Next(2)}"))];
            (string Sample, string Strategy)[] experiments = [.. Enumerable.Range(0, random.Next(5)).Select(_ => (Sample(random), $"s{random.Next(2)}"))];
            Partial together = Parse(samples, experiments, isWhole: true);
            Partial apart = Parse([], experiments, isWhole: false);
            apart.Merge(Parse(samples, [], isWhole: false));
            apart.OpenJoins.Resolve();
            Assert.Equal(Bytes(together), Bytes(apart));
        }
    }

    [Fact]
    public void Samples_chosen_to_collide_cost_no_more_than_others()
    {
        // Each packs into a word whose two halves, combined by exclusive or, are the same: .NET's hash of it without a secret.
        const int Samples = 200_000;
        var values = new SraValues();
        var join = new OrganismStrategyJoin(values);
        int organism = Number(values.Organisms, "o");
        int added = 0;
        for (int letters = 0; added < Samples; letters++)
        {
            ulong prefix = ((ulong)letters << 12) | (12 << 8);
            for (ulong high = 0; high < 232 && added < Samples; high++)
            {
                ulong number = (high << 32) | ((prefix | high) ^ 0x12345678);
                join.AddSample(
                    Encoding.ASCII.GetBytes(
                        $"{(char)('A' + (letters / 676))}{(char)('A' + (letters / 26 % 26))}{(char)('A' + (letters % 26))}{number:d12}"),
                    organism);
                added++;
            }
        }
        join.AddExperiment("AAA000000000000"u8, Number(values.Strategies, "s"));
        var partial = new Partial();
        join.EndSubmission(s_submission, isWhole: true, partial);
        Assert.Equal(1, partial.Totals.UnresolvedSampleReferences);
    }

    [Fact]
    public void The_first_of_several_samples_counts_wherever_the_others_lie()
    {
        // Accessions that go up, go down, repeat within a stretch and at its ends, under one organism and under others.
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var samples = new List<(string Sample, string Organism)>();
            var first = new Dictionary<string, string>();
            for (int stretch = random.Next(1, 6); stretch > 0; stretch--)
            {
                int from = random.Next(30);
                string organism = $"o{random.Next(3)}";
                for (int number = from; number < from + random.Next(1, 8); number++)
                {
                    samples.Add(($"SRS{number + 10}", organism));
                    first.TryAdd($"SRS{number + 10}", organism);
                }
            }
            (string Sample, string Strategy)[] experiments = [.. Enumerable.Range(0, 45).Select(number => ($"SRS{number + 10}", "s"))];
            Partial partial = Parse([.. samples], experiments, isWhole: true);
            Assert.Equal(
                first.Values.GroupBy(organism => organism).Select(group => (group.Key, (long)group.Count())).Order(),
                partial.OrganismStrategies.Select(pair => (pair.Key.Organism, pair.Value.Count)).Order());
            Assert.Equal(45 - first.Count, partial.Totals.UnresolvedSampleReferences);
        }
    }

    [Fact]
    public void A_rejected_file_leaves_no_trace_in_the_stretch_before_it()
    {
        var values = new SraValues();
        var join = new OrganismStrategyJoin(values);
        int organism = Number(values.Organisms, "o");
        join.AddSample("SRS1"u8, organism);
        join.Commit();
        join.AddSample("SRS2"u8, organism);
        join.Rollback();
        join.AddExperiment("SRS1"u8, Number(values.Strategies, "s"));
        join.AddExperiment("SRS2"u8, Number(values.Strategies, "s"));
        join.Commit();
        var partial = new Partial();
        join.EndSubmission(s_submission, isWhole: true, partial);
        Assert.Equal(1, partial.Totals.UnresolvedSampleReferences);
    }

    [Fact]
    public void A_million_samples_numbered_one_after_the_other_take_no_room()
    {
        const int Records = 1_000_000;
        var values = new SraValues();
        var join = new OrganismStrategyJoin(values);
        int organism = Number(values.Organisms, "o");
        int strategy = Number(values.Strategies, "s");
        Span<byte> accession = stackalloc byte[10];
        "SRS"u8.CopyTo(accession);
        var partial = new Partial();
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (bool isSampleFile in new[] { true, false })
        {
            for (int i = 0; i < Records; i++)
            {
                Assert.True(System.Buffers.Text.Utf8Formatter.TryFormat(i, accession[3..], out _, new System.Buffers.StandardFormat('D', 7)));
                if (isSampleFile)
                    join.AddSample(accession, organism);
                else
                    join.AddExperiment(accession, strategy);
            }
            join.Commit();
        }
        join.EndSubmission(s_submission, isWhole: true, partial);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
        join.MoveTo(partial.OrganismStrategies);
        Assert.Equal(Records, Assert.Single(partial.OrganismStrategies).Value.Count);
    }

    [Fact]
    public void A_million_experiments_that_point_to_one_sample_or_to_none_take_no_room()
    {
        const int Records = 1_000_000;
        var values = new SraValues();
        var join = new OrganismStrategyJoin(values);
        int[] strategies = [Number(values.Strategies, "s"), Number(values.Strategies, "t")];
        var partial = new Partial();
        join.AddSample("SRS1"u8, Number(values.Organisms, "o"));
        join.Commit();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Records; i++)
            join.AddExperiment("SRS1"u8, strategies[0]);
        for (int i = 0; i < Records; i++)
            join.AddExperiment("SRS2"u8, strategies[1]);
        for (int i = 0; i < Records; i++)
            join.AddExperiment(default, strategies[i % 2]);
        join.Commit();
        join.EndSubmission(s_submission, isWhole: true, partial);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 16);
        join.MoveTo(partial.OrganismStrategies);
        Assert.Equal(Records, Assert.Single(partial.OrganismStrategies).Value.Count);
        Assert.Equal(2 * Records, partial.Totals.UnresolvedSampleReferences);
    }

    [Fact]
    public void Stretches_and_repeats_are_joined_as_the_rule_says()
    {
        for (int seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            (string Sample, string Organism)[] samples = [.. Stretches(random).Select(pair => (pair.Sample, "o" + pair.Number))];
            (string Sample, string Strategy)[] experiments = [.. Stretches(random).Select(pair => (pair.Sample, "s" + pair.Number))];
            var organisms = new Dictionary<string, string>();
            foreach ((string sample, string organism) in samples.Where(pair => pair.Sample.Length > 0))
                organisms.TryAdd(sample, organism);
            var joined = experiments.Where(pair => organisms.ContainsKey(pair.Sample)).GroupBy(pair => (organisms[pair.Sample], pair.Strategy))
                .Select(group => (group.Key.Item1, group.Key.Strategy, (long)group.Count())).Order().ToList();
            Partial together = Parse(samples, experiments, isWhole: true);
            Assert.Equal(joined, together.OrganismStrategies.Select(pair => (pair.Key.Organism, pair.Key.Strategy, pair.Value.Count)).Order());
            Assert.Equal(experiments.Length - joined.Sum(pair => pair.Item3), together.Totals.UnresolvedSampleReferences);
            Partial apart = Parse([], experiments, isWhole: false);
            apart.Merge(Parse(samples, [], isWhole: false));
            apart.OpenJoins.Resolve();
            Assert.Equal(Bytes(together), Bytes(apart));
        }
    }

    /// <summary>Samples one after the other, the same over and over, none, and all that mixed.</summary>
    private static IEnumerable<(string Sample, int Number)> Stretches(Random random)
    {
        for (int stretch = random.Next(8); stretch > 0; stretch--)
        {
            int first = random.Next(12);
            int kind = random.Next(4);
            int number = random.Next(2);
            for (int i = random.Next(1, 5); i > 0; i--)
                yield return (kind == 0 ? "" : kind == 1 ? $"alias {first % 2}" : $"SRS{10 + (kind == 2 ? first : first++)}", number);
        }
    }

    private static Partial Parse((string Sample, string Organism)[] samples, (string Sample, string Strategy)[] experiments, bool isWhole)
    {
        var values = new SraValues();
        var join = new OrganismStrategyJoin(values);
        foreach ((string sample, string organism) in samples)
            join.AddSample(Encoding.UTF8.GetBytes(sample), Number(values.Organisms, organism));
        join.Commit();
        foreach ((string sample, string strategy) in experiments)
            join.AddExperiment(Encoding.UTF8.GetBytes(sample), Number(values.Strategies, strategy));
        join.Commit();
        var partial = new Partial();
        join.EndSubmission(s_submission, isWhole, partial);
        join.MoveTo(partial.OrganismStrategies);
        return partial;
    }

    private static string Sample(Random random) => random.Next(6) switch
    {
        0 => "",
        1 => $"alias {random.Next(3)}",
        2 => $"SRS0{random.Next(3)}", // another text than without the zero
        _ => $"SRS{random.Next(3)}",
    };

    private static int Number(ValueTable table, string value) => table.Number(new XmlText(Encoding.UTF8.GetBytes(value), XmlTextForm.Decoded));

    private static byte[] Bytes(Partial partial)
    {
        using var stream = new MemoryStream();
        partial.WriteTo(stream);
        return stream.ToArray();
    }
}
