using Pyner.KnowledgeBase.Joins;
using Pyner.Sra;

namespace Pyner.KnowledgeBase.Serialization;

/// <summary>Writes a partial as <see cref="PartialFormat"/> says.</summary>
internal sealed class PartialWriter(Stream stream)
{
    public void Write(Partial partial)
    {
        using ChecksummedOutput output = new(stream);
        output.Bytes(PartialFormat.Magic);
        output.Bytes([PartialFormat.Version]);
        NameIndex names = new(partial);
        output.Count(names.Names.Length);
        foreach (string name in names.Names)
            output.Text(name);
        Write(output, partial.Totals);
        foreach (Catalog catalog in PartialFormat.Catalogs(partial))
            Write(output, catalog, names);
        Write(output, partial.Organisms, names);
        Write(output, partial.OrganismStrategies, names);
        Write(output, partial.Rejected);
        Write(output, partial.OpenJoins, names);
        output.Finish();
    }

    private static void Write(ChecksummedOutput output, Totals totals)
    {
        output.Count(totals.Submissions);
        output.Count(totals.Experiments);
        output.Count(totals.ExperimentsMissingFields);
        output.Count(totals.Samples);
        output.Count(totals.SamplesMissingFields);
        output.Count(totals.Runs);
        output.Count(totals.MisplacedRecords);
        output.Count(totals.UnresolvedSampleReferences);
        output.Count(totals.IgnoredFiles);
        output.Count(totals.Bytes);
        foreach (SubmissionFileKind kind in Enum.GetValues<SubmissionFileKind>())
            output.Count(totals[kind]);
    }

    private static void Write(ChecksummedOutput output, Catalog catalog, NameIndex names)
    {
        (int[] order, ValueTally[] tallies) = Sorted(catalog.Unordered, entry => names[entry]);
        output.Count(order.Length);
        int previous = -1;
        for (int i = 0; i < order.Length; i++)
        {
            WriteName(output, order[i], ref previous);
            Write(output, tallies[i]);
        }
    }

    private static void Write(ChecksummedOutput output, OrganismCatalog organisms, NameIndex names)
    {
        (int[] order, OrganismTally[] tallies) = Sorted(organisms.Unordered, entry => names[entry]);
        output.Count(order.Length);
        int previous = -1;
        for (int i = 0; i < order.Length; i++)
        {
            WriteName(output, order[i], ref previous);
            OrganismTally tally = tallies[i];
            output.Count(tally.Count);
            ReadOnlySpan<ulong> submissions = tally.Submissions.Packed;
            output.Count(submissions.Length);
            ulong last = 0;
            foreach (ulong submission in submissions)
            {
                output.Varint(submission - last);
                last = submission;
            }
        }
    }

    private static void Write(ChecksummedOutput output, OrganismStrategyCatalog pairs, NameIndex names)
    {
        (long[] order, ValueTally[] tallies) = Sorted(pairs.Unordered, pair => ((long)names[pair.Organism] << 32) | (uint)names[pair.Strategy]);
        int organisms = 0;
        for (int i = 0; i < order.Length; i++)
            if (i == 0 || Organism(order[i]) != Organism(order[i - 1]))
                organisms++;
        output.Count(organisms);
        int previousOrganism = -1;
        for (int first = 0, end; first < order.Length; first = end)
        {
            for (end = first + 1; end < order.Length && Organism(order[end]) == Organism(order[first]); end++)
            {
            }
            WriteName(output, Organism(order[first]), ref previousOrganism);
            output.Count(end - first);
            int previousStrategy = -1;
            for (int i = first; i < end; i++)
            {
                WriteName(output, (int)order[i], ref previousStrategy);
                Write(output, tallies[i]);
            }
        }

        static int Organism(long pair) => (int)(pair >> 32);
    }

    /// <summary>Entries by what they are ordered by, as plain numbers beside them: that is what sorts fastest.</summary>
    private static (TOrder[] Order, TTally[] Tallies) Sorted<TKey, TTally, TOrder>(IReadOnlyDictionary<TKey, TTally> entries, Func<TKey, TOrder> orderOf)
    {
        var order = new TOrder[entries.Count];
        var tallies = new TTally[entries.Count];
        int count = 0;
        foreach ((TKey key, TTally tally) in entries)
        {
            order[count] = orderOf(key);
            tallies[count++] = tally;
        }
        Array.Sort(order, tallies);
        return (order, tallies);
    }

    private static void Write(ChecksummedOutput output, List<RejectedFile> rejected)
    {
        RejectedFile[] files = [.. rejected];
        Array.Sort(files, RejectedFileOrder.Instance);
        output.Count(files.Length);
        foreach (RejectedFile file in files)
        {
            output.Text(file.Path);
            output.Varint(file.Accession.Packed);
            output.Varint((ulong)file.Kind);
            output.Optional(file.Offset);
            output.Optional(file.Line);
            output.Optional(file.Column);
            output.Text(file.Code);
            output.Text(file.Message);
        }
    }

    private static void Write(ChecksummedOutput output, OpenJoins joins, NameIndex names)
    {
        SubmissionAccession[] submissions = [.. joins.Submissions.Keys];
        Array.Sort(submissions);
        output.Count(submissions.Length);
        ulong last = 0;
        foreach (SubmissionAccession submission in submissions)
        {
            output.Varint(submission.Packed - last);
            last = submission.Packed;
            OpenSubmission open = joins.Submissions[submission];
            (ulong Kind, ulong Sample, int Strategy, long Count)[] experiments = new (ulong, ulong, int, long)[open.Experiments.Length];
            for (int i = 0; i < experiments.Length; i++)
            {
                OpenExperiments e = open.Experiments[i];
                (ulong kind, ulong sample) = SampleReference(e.Sample, joins.Samples, names);
                experiments[i] = (kind, sample, names[joins.Names[e.Strategy]], e.Count);
            }
            Array.Sort(experiments);
            output.Count(experiments.Length);
            foreach ((ulong kind, ulong sample, int strategy, long count) in experiments)
            {
                output.Varint(kind);
                output.Varint(sample);
                output.Count(strategy);
                output.Count(count);
            }
            (ulong Kind, ulong Sample, int Organism)[] samples = new (ulong, ulong, int)[open.Samples.Length];
            for (int i = 0; i < samples.Length; i++)
            {
                OpenSample s = open.Samples[i];
                (ulong kind, ulong sample) = SampleReference(s.Sample, joins.Samples, names);
                samples[i] = (kind, sample, names[joins.Names[s.Organism]]);
            }
            Array.Sort(samples);
            output.Count(samples.Length);
            foreach ((ulong kind, ulong sample, int organism) in samples)
            {
                output.Varint(kind);
                output.Varint(sample);
                output.Count(organism);
            }
        }
    }

    /// <summary>0 and a packed accession, or 1 and a name's number.</summary>
    private static (ulong Kind, ulong Value) SampleReference(ulong key, SampleKeys samples, NameIndex names) =>
        SampleKeys.IsPacked(key) ? (0UL, key) : (1UL, (ulong)names[samples.Text(key)]);

    private static void WriteName(ChecksummedOutput output, int name, ref int previous)
    {
        output.Count(name - previous - 1);
        previous = name;
    }

    private static void Write(ChecksummedOutput output, ValueTally tally)
    {
        output.Count(tally.Count);
        output.Count(tally.Submissions);
    }
}
