using Pyner.Sra.Extraction;

namespace Pyner.KnowledgeBase.Parsing;

/// <summary>
/// Counts one field's values over a batch, by their numbers. Those of a file are held back until it is known to be well-formed. A
/// submission has at most one file in which a field occurs, so a file that has a value is a submission that has it.
/// </summary>
internal sealed class FieldTally(ValueTable values)
{
    private readonly List<int> _inFile = [];
    private readonly List<int> _inBatch = [];
    private Count[] _counts = new Count[64];

    /// <summary>The values that the file in hand has.</summary>
    public ReadOnlySpan<int> InFile => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_inFile);

    /// <summary>How often the file in hand has a value.</summary>
    public long CountInFile(int value) => _counts[value].File;

    /// <summary>One more occurrence in the file in hand.</summary>
    public void Add(int value)
    {
        if (value >= _counts.Length)
            Array.Resize(ref _counts, Math.Max(_counts.Length * 2, value + 1));
        if (_counts[value].File++ == 0)
            _inFile.Add(value);
    }

    /// <summary>The file stands.</summary>
    public void Commit()
    {
        foreach (int value in _inFile)
        {
            ref Count count = ref _counts[value];
            if (count.Submissions++ == 0)
                _inBatch.Add(value);
            count.Batch += count.File;
            count.File = 0;
        }
        _inFile.Clear();
    }

    /// <summary>The file is rejected.</summary>
    public void Rollback()
    {
        foreach (int value in _inFile)
            _counts[value].File = 0;
        _inFile.Clear();
    }

    /// <summary>Hands the batch's counts over, and begins anew.</summary>
    public void MoveTo(Catalog catalog)
    {
        foreach (int value in _inBatch)
        {
            ref Count count = ref _counts[value];
            catalog.Add(values[value], count.Batch, count.Submissions);
            count = default;
        }
        _inBatch.Clear();
    }

    /// <summary>Begins anew, where the counts went elsewhere.</summary>
    public void Forget()
    {
        foreach (int value in _inBatch)
            _counts[value] = default;
        _inBatch.Clear();
    }

    private struct Count
    {
        public long Batch;
        public long File; // a file is of any size
        public int Submissions;
    }
}
