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
        (int Name, ValueTally Tally)[] entries = [.. catalog.Unordered.Select(entry => (names[entry.Key], entry.Value))];
        Array.Sort(entries, static (left, right) => left.Name.CompareTo(right.Name));
        output.Count(entries.Length);
        int previous = -1;
        foreach ((int name, ValueTally tally) in entries)
        {
            WriteName(output, name, ref previous);
            Write(output, tally);
        }
    }

    private static void Write(ChecksummedOutput output, OrganismCatalog organisms, NameIndex names)
    {
        (int Name, OrganismTally Tally)[] entries = [.. organisms.Unordered.Select(entry => (names[entry.Key], entry.Value))];
        Array.Sort(entries, static (left, right) => left.Name.CompareTo(right.Name));
        output.Count(entries.Length);
        int previous = -1;
        foreach ((int name, OrganismTally tally) in entries)
        {
            WriteName(output, name, ref previous);
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
        (int Organism, int Strategy, ValueTally Tally)[] entries =
            [.. pairs.Unordered.Select(entry => (names[entry.Key.Organism], names[entry.Key.Strategy], entry.Value))];
        Array.Sort(entries, static (left, right) =>
        {
            int byOrganism = left.Organism.CompareTo(right.Organism);
            return byOrganism != 0 ? byOrganism : left.Strategy.CompareTo(right.Strategy);
        });
        int organisms = 0;
        for (int i = 0; i < entries.Length; i++)
            if (i == 0 || entries[i].Organism != entries[i - 1].Organism)
                organisms++;
        output.Count(organisms);
        int previousOrganism = -1;
        for (int first = 0, end; first < entries.Length; first = end)
        {
            for (end = first + 1; end < entries.Length && entries[end].Organism == entries[first].Organism; end++)
            {
            }
            WriteName(output, entries[first].Organism, ref previousOrganism);
            output.Count(end - first);
            int previousStrategy = -1;
            for (int i = first; i < end; i++)
            {
                WriteName(output, entries[i].Strategy, ref previousStrategy);
                Write(output, entries[i].Tally);
            }
        }
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
