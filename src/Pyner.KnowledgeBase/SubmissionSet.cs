using System.Collections;
using Pyner.Sra;

namespace Pyner.KnowledgeBase;

/// <summary>
/// A set of submissions in 8 to 16 bytes each: an array of packed accessions, put in order and freed of repetitions when it is full or read.
/// Not for use by several threads at a time, not even for reading.
/// </summary>
public sealed class SubmissionSet : IReadOnlyCollection<SubmissionAccession>
{
    private ulong[] _packed = [];
    private int _length;

    // The first _ordered words are ascending and distinct.
    private int _ordered;

    /// <summary>Number of distinct submissions.</summary>
    public int Count
    {
        get
        {
            Compact();
            return _length;
        }
    }

    /// <summary>Words for which there is room.</summary>
    internal int Capacity => _packed.Length;

    /// <summary>The packed accessions, ascending and distinct; valid until the next change.</summary>
    internal ReadOnlySpan<ulong> Packed
    {
        get
        {
            Compact();
            return _packed.AsSpan(0, _length);
        }
    }

    /// <summary>Adds a submission; one that is there already changes nothing.</summary>
    public void Add(SubmissionAccession submission) => Append(submission.Packed);

    /// <summary>Adds every submission of another set.</summary>
    public void UnionWith(SubmissionSet other)
    {
        if (ReferenceEquals(other, this))
            return;
        foreach (ulong packed in other._packed.AsSpan(0, other._length))
            Append(packed);
    }

    /// <summary>The submissions, in the accessions' order.</summary>
    public IEnumerator<SubmissionAccession> GetEnumerator()
    {
        Compact();
        for (int i = 0; i < _length; i++)
            yield return SubmissionAccession.FromPacked(_packed[i]);
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Gives back the room for more, for a set that is not likely to grow.</summary>
    internal void TrimExcess()
    {
        Compact();
        if (_length < _packed.Length)
            Array.Resize(ref _packed, _length);
    }

    internal void Append(ulong packed)
    {
        if (_length > 0 && _packed[_length - 1] == packed)
            return;
        if (_length == _packed.Length)
        {
            Compact();
            // Half full after compaction: the next one is far enough away to pay for its sort.
            if (_length > _packed.Length / 2 || _length == _packed.Length)
                Array.Resize(ref _packed, Math.Max(1, _packed.Length * 2));
        }
        if (_ordered == _length && (_length == 0 || _packed[_length - 1] < packed))
            _ordered++;
        _packed[_length++] = packed;
    }

    private void Compact()
    {
        if (_ordered == _length)
            return;
        Array.Sort(_packed, 0, _length);
        int kept = 1;
        for (int i = 1; i < _length; i++)
            if (_packed[i] != _packed[kept - 1])
                _packed[kept++] = _packed[i];
        _ordered = _length = kept;
    }
}
