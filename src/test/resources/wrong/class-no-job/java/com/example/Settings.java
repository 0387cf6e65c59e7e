package com.example;

public class Settings {}
