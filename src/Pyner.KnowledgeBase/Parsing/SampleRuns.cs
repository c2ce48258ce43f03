using System.Runtime.InteropServices;

namespace Pyner.KnowledgeBase.Parsing;

/// <summary>
/// Samples, each with a number, as they come. A submission numbers its samples one after the other, and most are of one organism, so millions
/// of them are a few runs, and so are millions of experiments with one sample; where they are not, each takes the 16 bytes of a run.
/// </summary>
internal sealed class SampleRuns
{
    /// <summary>Runs of a submission up to which room for them is kept. What an unusually large one needed is given back behind it.</summary>
    public const int UsualSize = 1 << 14;

    private readonly List<SampleRun> _runs = [];
    private int _committed;

    /// <summary>The runs, in the order of their coming.</summary>
    public ReadOnlySpan<SampleRun> Items => CollectionsMarshal.AsSpan(_runs);

    /// <summary>Adds a sample.</summary>
    public void Add(ulong sample, int number)
    {
        if (_runs.Count > _committed)
        {
            ref SampleRun last = ref CollectionsMarshal.AsSpan(_runs)[^1];
            if (last.Number == number && TryExtend(ref last, sample))
                return;
        }
        _runs.Add(new SampleRun(sample, 1, number));
    }

    private static bool TryExtend(ref SampleRun last, ulong sample)
    {
        if (last.Extent > 0 && last.End == sample && last.Extent < int.MaxValue)
            last = last with { Extent = last.Extent + 1 };
        else if (last.Extent <= 1 && last.First == sample && last.Extent > int.MinValue)
            last = last with { Extent = last.Extent == 1 ? -2 : last.Extent - 1 };
        else
            return false;
        return true;
    }

    /// <summary>What was added stands.</summary>
    public void Commit() => _committed = _runs.Count;

    /// <summary>Drops what was added since the last that stands.</summary>
    public void Rollback() => _runs.RemoveRange(_committed, _runs.Count - _committed);

    /// <summary>Drops all.</summary>
    public void Clear()
    {
        _runs.Clear();
        _committed = 0;
        if (_runs.Capacity > UsualSize)
            _runs.TrimExcess();
    }
}
