"""A box of particles that bounce off its walls."""

import random


class Vector:
    def __init__(self, x: float, y: float):
        self.x = x
        self.y = y


class Particle:
    def __init__(self, position: Vector, speed: Vector, mass: float):
        self.position = position
        self.speed = speed
        self.mass = mass


class Box:
    def __init__(self, width: float):
        self.width = width
        self.particles = [
            Particle(Vector(random.random() * width, 0.0), Vector(random.random(), random.random()), 1.0)
            for _ in range(10_000)
        ]

    def step(self, seconds: float) -> None:
        for particle in self.particles:
            particle.position.x += particle.speed.x * seconds
            particle.position.y += particle.speed.y * seconds
            if not 0.0 <= particle.position.x <= self.width:
                particle.speed.x = -particle.speed.x

    def energy(self) -> float:
        energies = [p.mass * (p.speed.x * p.speed.x + p.speed.y * p.speed.y) / 2 for p in self.particles]
        return sum(energies)


GRID = [[0.0] * 64 for _ in range(64)]
SQUARES = [n * n for n in range(1000)]


def main() -> None:
    box = Box(100.0)
    for _ in range(10):
        box.step(0.1)
    print(f"energy: {box.energy():.3f}")


if __name__ == "__main__":
    main()
