namespace Pyner.Xml.Gpu.Automaton;

/// <summary>
/// What a stretch of bytes does to the automaton, whichever state it is in before: nibble s, from the lowest, is the state that state s leads to. 16
/// states have room. Stretches that follow each other compose; the order matters.
/// </summary>
internal static class TransitionVector
{
    /// <summary>Leads every state to itself: no bytes, or bytes that mean nothing.</summary>
    public const ulong Identity = 0xFEDCBA9876543210;

    /// <summary>Leads every state to the same one.</summary>
    public static ulong Constant(int state) => 0x1111111111111111UL * (ulong)state;

    /// <summary>Where a state leads.</summary>
    public static int Apply(ulong vector, int state) => (int)(vector >> (4 * state)) & 0xF;

    /// <summary>The vector of two stretches, the earlier one first.</summary>
    public static ulong Compose(ulong earlier, ulong later)
    {
        ulong composed = 0;
        for (int shift = 0; shift < 64; shift += 4)
            composed |= ((later >> (4 * ((int)(earlier >> shift) & 0xF))) & 0xF) << shift;
        return composed;
    }
}
