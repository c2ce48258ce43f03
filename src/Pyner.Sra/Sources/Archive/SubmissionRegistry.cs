namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// Which kinds of file of which submissions were seen in a stream. An open-addressing table whose slots hold eight submissions with
/// neighbouring numbers, a byte each: 3 to 5 bytes per submission where numbers are dense, as they are in the dump, and at most 32 where they are scattered.
/// </summary>
internal sealed class SubmissionRegistry
{
    private const int InitialSlots = 1 << 10;
    private const int NeighbourBits = 3;
    private const int Neighbours = 1 << NeighbourBits;

    // An archive can't be made so that its accessions collide.
    private static readonly ulong s_seed = (ulong)Random.Shared.NextInt64();

    // An accession's word without its lowest bits; 0, which no accession has, marks a free slot.
    private ulong[] _keys = new ulong[InitialSlots];
    private ulong[] _kinds = new ulong[InitialSlots];
    private int _used;

    /// <summary>Number of distinct submissions.</summary>
    public long Count { get; private set; }

    /// <summary>Whether a file of the submission was seen.</summary>
    public bool Contains(SubmissionAccession accession)
    {
        int slot = Find(accession.Packed >> NeighbourBits);
        return _keys[slot] != 0 && ((_kinds[slot] >> Shift(accession)) & 0xFF) != 0;
    }

    /// <summary>Notes a file. False if one of the same submission and kind was seen before.</summary>
    public bool Add(SubmissionAccession accession, SubmissionFileKind kind)
    {
        int slot = Find(accession.Packed >> NeighbourBits);
        if (_keys[slot] == 0)
        {
            // At most three quarters full.
            if (_used + 1 > _keys.Length / 4 * 3)
            {
                Grow();
                slot = Find(accession.Packed >> NeighbourBits);
            }
            _keys[slot] = accession.Packed >> NeighbourBits;
            _used++;
        }
        int shift = Shift(accession);
        ulong bit = 1UL << (shift + (int)kind);
        if (((_kinds[slot] >> shift) & 0xFF) == 0)
            Count++;
        bool isNew = (_kinds[slot] & bit) == 0;
        _kinds[slot] |= bit;
        return isNew;
    }

    private static int Shift(SubmissionAccession accession) => (int)(accession.Packed & (Neighbours - 1)) * 8;

    private int Find(ulong key)
    {
        int mask = _keys.Length - 1;
        // Fibonacci hashing: neighbouring keys spread over the table.
        int slot = (int)(((key ^ s_seed) * 0x9E3779B97F4A7C15UL) >> 32) & mask;
        while (_keys[slot] != 0 && _keys[slot] != key)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        ulong[] keys = _keys;
        ulong[] kinds = _kinds;
        _keys = new ulong[checked(keys.Length * 2)];
        _kinds = new ulong[_keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] == 0)
                continue;
            int slot = Find(keys[i]);
            _keys[slot] = keys[i];
            _kinds[slot] = kinds[i];
        }
    }
}
