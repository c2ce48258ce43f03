using Pyner.Xml.Gpu.Automaton;
using Pyner.Xml.Gpu.Checks.Scan;
using Pyner.Xml.Gpu.Kernels;
using Pyner.Xml.Gpu.Tests.Devices;

namespace Pyner.Xml.Gpu.Tests.Scan;

/// <summary>The scan on its own, with operations for which the order of the operands matters.</summary>
public sealed class OrderedScanTests
{
    [Fact]
    public void Of_any_number_of_values_up_to_several_tiles_and_about_a_tile_of_tiles()
    {
        using var check = new OrderedScanCheck(SimulatedDevice.Small);
        int tile = OrderedScanCheck.TileOf(check.Threads);
        check.Run(
            check.Threads,
            [1, 2, 7, 8, 9, 15, 16, 17, tile - 1, tile, tile + 1, (2 * tile) - 1, 2 * tile, (3 * tile) + 5, (tile * tile) - 1, tile * tile, (tile * tile) + 1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void In_groups_of_any_size(int threads)
    {
        using var check = new OrderedScanCheck(SimulatedDevice.Small);
        int tile = OrderedScanCheck.TileOf(threads);
        check.Run(threads, [1, tile - 1, tile, tile + 1, (tile * tile) + 1, (tile * tile * 2) + 3]);
    }

    [Fact]
    public void In_groups_as_wide_as_a_gpu_s()
    {
        using var check = new OrderedScanCheck(SimulatedDevice.Wide);
        Assert.Equal(ScanKernels.MaxGroup, check.Threads);
        int tile = OrderedScanCheck.TileOf(check.Threads);
        check.Run(check.Threads, [31, 32, 33, 255, 256, 257, tile - 1, tile, tile + 1, (5 * tile) + 17]);
    }

    [Fact]
    public void And_composition_is_not_commutative()
    {
        Composition composition = default;
        ulong opens = MarkupEvent.Vector(MarkupEvent.OpenComment);
        ulong closes = MarkupEvent.Vector(MarkupEvent.CloseComment);
        Assert.NotEqual(composition.Combine(opens, closes), composition.Combine(closes, opens));
        Assert.Equal(MarkupState.Content, TransitionVector.Apply(composition.Combine(opens, closes), MarkupState.Content));
        Assert.Equal(MarkupState.Comment, TransitionVector.Apply(composition.Combine(closes, opens), MarkupState.Content));
    }
}
