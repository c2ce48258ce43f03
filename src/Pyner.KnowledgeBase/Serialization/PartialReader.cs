using Pyner.KnowledgeBase.Joins;
using Pyner.Sra;

namespace Pyner.KnowledgeBase.Serialization;

/// <summary>
/// Reads a partial as <see cref="PartialFormat"/> says. The bytes are not trusted: whatever is not exactly what
/// <see cref="PartialWriter"/> would write for the same content is refused.
/// </summary>
internal sealed class PartialReader(Stream stream)
{
    private readonly List<string> _names = [];
    private bool[] _used = [];

    public Partial Read()
    {
        using ChecksummedInput input = new(stream);
        ReadHeader(input);
        ReadNames(input);
        Partial partial = new();
        ReadTotals(input, partial.Totals);
        foreach (Catalog catalog in PartialFormat.Catalogs(partial))
            ReadCatalog(input, catalog);
        ReadOrganisms(input, partial.Organisms);
        ReadPairs(input, partial.OrganismStrategies);
        ReadRejected(input, partial.Rejected);
        ReadJoins(input, partial.OpenJoins);
        if (_used.Contains(false))
            throw input.Damaged("a name is not used");
        input.Finish();
        return partial;
    }

    private static void ReadHeader(ChecksummedInput input)
    {
        foreach (byte expected in PartialFormat.Magic)
            if (input.Byte() != expected)
                throw input.Foreign("This is no saved partial of a knowledge base: it does not begin with PYNP.");
        byte version = input.Byte();
        if (version != PartialFormat.Version)
        {
            throw input.Foreign(
                $"This saved partial of a knowledge base has version {version}, and this Pyner reads version {PartialFormat.Version}.");
        }
    }

    private void ReadNames(ChecksummedInput input)
    {
        long count = input.Count();
        string? previous = null;
        for (long i = 0; i < count; i++)
        {
            string name = input.Text();
            if (previous is not null && NameOrder.Instance.Compare(previous, name) >= 0)
                throw input.Damaged("the names are not in order");
            _names.Add(previous = name);
        }
        _used = new bool[_names.Count];
    }

    private static void ReadTotals(ChecksummedInput input, Totals totals)
    {
        totals.Submissions = input.Count();
        totals.Experiments = input.Count();
        totals.ExperimentsMissingFields = input.Count();
        totals.Samples = input.Count();
        totals.SamplesMissingFields = input.Count();
        totals.Runs = input.Count();
        totals.MisplacedRecords = input.Count();
        totals.UnresolvedSampleReferences = input.Count();
        totals.IgnoredFiles = input.Count();
        totals.Bytes = input.Count();
        foreach (SubmissionFileKind kind in Enum.GetValues<SubmissionFileKind>())
            totals[kind] = input.Count();
    }

    private void ReadCatalog(ChecksummedInput input, Catalog catalog)
    {
        long count = input.Count();
        int previous = -1;
        for (long i = 0; i < count; i++)
        {
            string name = NextName(input, ref previous);
            ValueTally tally = ReadTally(input);
            catalog.Add(name, tally.Count, tally.Submissions);
        }
    }

    private void ReadOrganisms(ChecksummedInput input, OrganismCatalog organisms)
    {
        long count = input.Count();
        int previous = -1;
        for (long i = 0; i < count; i++)
        {
            OrganismTally tally = organisms.GetOrAdd(NextName(input, ref previous));
            tally.Count = PositiveCount(input);
            long submissions = PositiveCount(input);
            ulong last = 0;
            for (long s = 0; s < submissions; s++)
                tally.Submissions.Append(NextSubmission(input, ref last).Packed);
            tally.Submissions.TrimExcess();
        }
    }

    private void ReadPairs(ChecksummedInput input, OrganismStrategyCatalog pairs)
    {
        long organisms = input.Count();
        int previousOrganism = -1;
        for (long i = 0; i < organisms; i++)
        {
            string organism = NextName(input, ref previousOrganism);
            long strategies = PositiveCount(input);
            int previousStrategy = -1;
            for (long s = 0; s < strategies; s++)
            {
                string strategy = NextName(input, ref previousStrategy);
                ValueTally tally = ReadTally(input);
                pairs.Add(organism, strategy, tally.Count, tally.Submissions);
            }
        }
    }

    private static void ReadRejected(ChecksummedInput input, List<RejectedFile> rejected)
    {
        long count = input.Count();
        for (long i = 0; i < count; i++)
        {
            string path = input.Text();
            SubmissionAccession accession = ToAccession(input, input.Varint());
            ulong kind = input.Varint();
            if (kind > (ulong)SubmissionFileKind.Analysis)
                throw input.Damaged($"{kind} is no kind of file");
            RejectedFile file = new()
            {
                Path = path,
                Accession = accession,
                Kind = (SubmissionFileKind)kind,
                Offset = input.Optional(),
                Line = input.Optional(),
                Column = input.Optional(),
                Code = input.Text(),
                Message = input.Text(),
            };
            if (rejected.Count > 0 && RejectedFileOrder.Instance.Compare(rejected[^1], file) > 0)
                throw input.Damaged("the rejected files are not in order");
            rejected.Add(file);
        }
    }

    private void ReadJoins(ChecksummedInput input, OpenJoins joins)
    {
        long submissions = input.Count();
        ulong last = 0;
        for (long i = 0; i < submissions; i++)
        {
            SubmissionAccession submission = NextSubmission(input, ref last);
            long experiments = input.Count();
            (ulong Kind, ulong Sample, int Strategy) previousExperiments = default;
            for (long e = 0; e < experiments; e++)
            {
                (ulong Kind, ulong Sample, int Strategy) next = (ReadSampleKind(input), input.Varint(), ReadNameNumber(input));
                if (e > 0 && next.CompareTo(previousExperiments) <= 0)
                    throw input.Damaged("the open experiments are not in order");
                previousExperiments = next;
                joins.AddExperiments(submission, SampleKey(input, joins.Samples, next.Kind, next.Sample), _names[next.Strategy], PositiveCount(input));
            }
            long samples = input.Count();
            if (experiments == 0 && samples == 0)
                throw input.Damaged("an open submission is empty");
            (ulong Kind, ulong Sample) previousSample = default;
            for (long s = 0; s < samples; s++)
            {
                (ulong Kind, ulong Sample) next = (ReadSampleKind(input), input.Varint());
                if (s > 0 && next.CompareTo(previousSample) <= 0)
                    throw input.Damaged("the open samples are not in order");
                previousSample = next;
                joins.AddSample(submission, SampleKey(input, joins.Samples, next.Kind, next.Sample), _names[ReadNameNumber(input)]);
            }
        }
    }

    private static ulong ReadSampleKind(ChecksummedInput input)
    {
        ulong kind = input.Varint();
        return kind <= 1 ? kind : throw input.Damaged("a sample is neither packed nor a name");
    }

    private ulong SampleKey(ChecksummedInput input, SampleKeys keys, ulong kind, ulong value)
    {
        if (kind == 0)
            return SampleKeys.IsValidPacked(value) ? value : throw input.Damaged($"0x{value:x16} is no packed sample accession");
        if (value >= (ulong)_names.Count)
            throw input.Damaged($"name {value} is not there");
        string text = Use((int)value);
        if (text.Length == 0 || SampleKeys.TryPack(text, out _))
            throw input.Damaged("a sample's accession should be packed, or is empty");
        return keys.Key(text);
    }

    private int ReadNameNumber(ChecksummedInput input)
    {
        ulong number = input.Varint();
        if (number >= (ulong)_names.Count)
            throw input.Damaged($"name {number} is not there");
        _used[number] = true;
        return (int)number;
    }

    /// <summary>The next name of an ascending list, written as the gap to the one before.</summary>
    private string NextName(ChecksummedInput input, ref int previous)
    {
        ulong gap = input.Varint();
        if (gap >= (ulong)(_names.Count - 1 - previous))
            throw input.Damaged("a name is not there");
        previous += (int)gap + 1;
        return Use(previous);
    }

    private string Use(int number)
    {
        _used[number] = true;
        return _names[number];
    }

    private static SubmissionAccession NextSubmission(ChecksummedInput input, ref ulong last)
    {
        ulong step = input.Varint();
        if (step == 0 || step > ulong.MaxValue - last)
            throw input.Damaged("the submissions are not in order");
        last += step;
        return ToAccession(input, last);
    }

    private static SubmissionAccession ToAccession(ChecksummedInput input, ulong packed)
    {
        try
        {
            return SubmissionAccession.FromPacked(packed);
        }
        catch (ArgumentException e)
        {
            throw input.Damaged(e.Message, e);
        }
    }

    private static ValueTally ReadTally(ChecksummedInput input)
    {
        ValueTally tally = new(input.Count(), input.Count());
        return tally == default ? throw input.Damaged("a tally is empty") : tally;
    }

    private static long PositiveCount(ChecksummedInput input)
    {
        long count = input.Count();
        return count > 0 ? count : throw input.Damaged("a count is 0");
    }
}
